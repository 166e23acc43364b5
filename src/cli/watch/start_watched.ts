import type { Diagnostic } from "../../base/diagnostic.ts";
import type { CommandContext } from "../../commands/settings/options.ts";
import type { Outcome } from "../../commands/outcome.ts";
import { newBoard, type Place, readBoard } from "../../host/board.ts";
import { mainScript } from "../../host/process/own_command.ts";
import { missingForOwnWorker, openOwnWorker } from "../../host/process/own_worker.ts";
import { PartMissing } from "../../host/process/part_missing.ts";
import type { Terminal } from "../../host/process/terminal.ts";
import { EXIT_CODES, onSignal, type Signal } from "../../host/signals.ts";
import { Interrupted } from "../terminal/interrupted.ts";
import type { VerbCall, VerbEnvironment } from "../verbs.ts";
import { type Excess, type Limits, watchFor } from "./limits.ts";
import type { Answer, Ending, Message, Work } from "./messages.ts";

/** The environment of a command, and its limits. */
export interface Watched extends VerbEnvironment {
  readonly limits: Limits;
  readonly terminal: Pick<Terminal, "exit">;
}

const WORKER = new URL("./verb_worker.ts", import.meta.url);

/** The note if a command can only be run without being watched. */
export function unwatchedNote(): Diagnostic | undefined {
  const missing = missingForOwnWorker(WORKER);
  return missing && {
    ...missing,
    code: "cli/unwatched",
    severity: "note",
    message: "Cannot stop SQL that never ends: Deno was not allowed to read penumbra itself",
  };
}

/**
 * Runs a command in a worker and watches it: SQL that exceeds a limit is given up and reported
 * with its place. A thread of this process then remains in native code that nothing can stop, so
 * that only an exit ends the process. Signals end it meanwhile. Throws what the command throws, and
 * `PartMissing` if no worker can be started.
 */
export async function startWatched(
  call: VerbCall,
  { project, context, limits, terminal }: Watched,
): Promise<Outcome> {
  const worker = openOwnWorker(WORKER);
  const board = newBoard();
  const { promise, resolve, reject } = Promise.withResolvers<Ending | Excess>();
  let words: string | undefined;
  let found: readonly Diagnostic[] = [];
  worker.onmessage = async ({ data }: MessageEvent<Message>) => {
    if (data.kind === "note") context.note(data.text);
    else if (data.kind === "progress") context.progress?.(words = data.words);
    else if (data.kind === "so-far") found = data.found;
    else if (data.kind === "question") worker.postMessage(await answerTo(data.question, context));
    else if (data.kind !== "ready-to-end") {
      // Only now: libsql 0.5.29 aborts the process if its thread is terminated during a call.
      worker.terminate();
      resolve(data);
    }
  };
  worker.onerror = (event) => {
    event.preventDefault();
    worker.terminate();
    reject(new Error(`The worker of the command failed: ${event.message}`));
  };
  const stopListening = await onSignal((signal) => endBy(signal, { worker, board, terminal }));
  const judge = watchFor(limits, look(board));
  const timer = setInterval(() => {
    const excess = judge(look(board));
    if (excess !== undefined) resolve(excess);
  }, LOOK_EVERY_MS);
  const work: Work = {
    // The other fields of a request stay here.
    call: { verb: call.verb, options: call.options },
    project,
    asks: context.ask !== undefined,
    shows: context.progress !== undefined,
    mainScript: await mainScript(),
    board,
    limits,
  };
  worker.postMessage(work);
  try {
    return await outcomeOf(await promise, () => ({ place: readBoard(board).place, words, found }));
  } finally {
    clearInterval(timer);
    stopListening();
  }
}

/** How often the limits are checked. */
const LOOK_EVERY_MS = 20;

function look(board: SharedArrayBuffer) {
  const { turn } = readBoard(board, { placed: false });
  return { turn, nowMs: performance.now(), memoryBytes: residentBytes() };
}

/** The resident memory of the process in bytes. */
function residentBytes(): number {
  return "Deno" in globalThis ? Deno.memoryUsage().rss : process.memoryUsage.rss();
}

declare const process: { readonly memoryUsage: { rss(): number } };

async function answerTo(
  question: Parameters<NonNullable<CommandContext["ask"]>>[0],
  { ask }: CommandContext,
): Promise<Answer> {
  try {
    return { answer: await ask?.(question) };
  } catch (error) {
    if (error instanceof Interrupted) return { answer: null };
    throw error;
  }
}

/** What a command was doing, and what it had found before. */
interface StateOfWork {
  readonly place: Place | undefined;
  readonly words: string | undefined;
  readonly found: readonly Diagnostic[];
}

async function outcomeOf(
  end: Ending | Excess,
  stateOfWork: () => StateOfWork,
): Promise<Outcome> {
  switch (end.kind) {
    case "done":
      return end.outcome;
    case "part-missing":
      throw new PartMissing(end.diagnostic);
    case "interrupted":
      throw new Interrupted();
    case "thrown":
      throw end.error;
    default: {
      // Before the import, during which the worker may get on.
      const state = stateOfWork();
      const { excessDiagnostic } = await import("./excess_diagnostic.ts");
      return { exitCode: 3, diagnostics: [...state.found, excessDiagnostic(end, state)] };
    }
  }
}

/** How long a worker has to be ready for the end; one that runs SQL does not answer. */
const READY_TIMEOUT_MS = 200;

/** Ends the process once nothing is running that must not be interrupted. */
async function endBy(
  signal: Signal,
  { worker, board, terminal }: Pick<Watched, "terminal"> & {
    readonly worker: Worker;
    readonly board: SharedArrayBuffer;
  },
): Promise<void> {
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  worker.onmessage = ({ data }: MessageEvent<Message>) => data.kind === "ready-to-end" && resolve();
  worker.postMessage({ signal });
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  await Promise.race([ready, wait(READY_TIMEOUT_MS)]);
  while (readBoard(board, { placed: false }).isHeld) await wait(1);
  terminal.exit(EXIT_CODES[signal]);
}
