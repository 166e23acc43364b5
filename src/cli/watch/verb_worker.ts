/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import type { Ask } from "../../commands/answers/question.ts";
import type { CommandContext, TimeLimit } from "../../commands/settings/options.ts";
import { useBoard } from "../../host/board.ts";
import { isOutOfMemory, MOST_HEAP_BYTES } from "../../host/engines/memory_bounds.ts";
import { setMainScript } from "../../host/process/own_command.ts";
import { delayCompilation } from "../../host/process/jit_policy.ts";
import { PartMissing } from "../../host/process/part_missing.ts";
import { runBeforeEnd } from "../../host/signals.ts";
import { Interrupted } from "../terminal/interrupted.ts";
import { start, VERBS } from "../verbs.ts";
import { lastBeginningMs, type Limits } from "./limits.ts";
import type { Answer, Ending, Message, SignalReceived, Work } from "./messages.ts";

/** The question that is waiting for an answer. */
let answered: ((answer: Answer["answer"]) => void) | undefined;

delayCompilation();

self.onmessage = async ({ data }: MessageEvent<Work | Answer | SignalReceived>) => {
  if ("signal" in data) {
    runBeforeEnd();
    say({ kind: "ready-to-end" });
  } else if ("answer" in data) answered?.(data.answer);
  else say(await run(data));
};

function say(message: Message): void {
  self.postMessage(message);
}

async function run(work: Work): Promise<Ending> {
  const { call, project, asks, shows, mainScript, board, limits } = work;
  useBoard(board);
  setMainScript(mainScript);
  const context: CommandContext = {
    now: () => new Date(),
    note: (text) => say({ kind: "note", text }),
    soFar: (found) => say({ kind: "so-far", found }),
    timeLimit: timeLimitOf(limits),
    ...(shows && { progress: (words) => say({ kind: "progress", words }) }),
    ...(asks && { ask }),
  };
  try {
    return { kind: "done", outcome: await start(VERBS, call, { project, context }) };
  } catch (error) {
    if (error instanceof PartMissing) {
      return { kind: "part-missing", diagnostic: error.diagnostic };
    }
    if (error instanceof Interrupted) return { kind: "interrupted" };
    if (isOutOfMemory(error)) return { kind: "process", limitBytes: MOST_HEAP_BYTES };
    return { kind: "thrown", error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** The time limit of work that begins now. */
function timeLimitOf(limits: Limits): TimeLimit {
  const last = performance.now() + lastBeginningMs(limits);
  return { seconds: limits.runMs / 1000, isNear: () => performance.now() >= last };
}

const ask: Ask = (question) => {
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  answered = (answer) => answer === null ? reject(new Interrupted()) : resolve(answer);
  say({ kind: "question", question });
  return promise;
};
