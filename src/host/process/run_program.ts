import { Buffer } from "node:buffer";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import process from "node:process";
import { beforeSignalEnds } from "../signals.ts";

/** Where a program runs, and how far it may go. */
export interface ProgramLimits {
  /** The folder it runs in. */
  readonly folder: string;
  readonly limitMs: number;
  /** How much it may print to stdout. */
  readonly mostBytes: number;
}

/** How a program ended. What it printed to stderr is kept from its end. */
export type ProgramRun =
  | {
    readonly kind: "ended";
    /** Null where a signal ended it. */
    readonly exitCode: number | null;
    readonly signal: string | null;
    readonly stdout: Uint8Array;
    readonly stderr: string;
  }
  | { readonly kind: "timed-out"; readonly stderr: string }
  | { readonly kind: "too-much" }
  | { readonly kind: "not-started"; readonly reason: string };

/**
 * Runs a command line in the system's shell, as a script of package.json would, and gives back what
 * it prints. It has nobody to ask: its stdin is empty. It runs in a process group of its own, which
 * is ended as a whole when time or room is up, when it leaves children behind, and when a signal
 * ends us.
 */
export async function runProgram(command: string, limits: ProgramLimits): Promise<ProgramRun> {
  const child = start(command, limits.folder);
  if (child instanceof Error) return { kind: "not-started", reason: child.message };
  const { promise, resolve } = Promise.withResolvers<Error | Pick<Ended, "exitCode" | "signal">>();
  let cut: "timed-out" | "too-much" | undefined;
  let linger: ReturnType<typeof setTimeout> | undefined;
  const stop = (reason?: typeof cut) => {
    cut ??= reason;
    killAll(child);
    linger = setTimeout(() => hangUp(child), LINGER_MS);
  };
  const timer = setTimeout(() => stop("timed-out"), limits.limitMs);
  const stdout = collect(child, limits.mostBytes, () => stop("too-much"));
  const stderr = keepEnd(child);
  child.on("error", resolve);
  child.on("close", (exitCode, signal) => resolve({ exitCode, signal }));
  // A child of its own that it leaves behind may hold its output open for ever.
  child.on("exit", () => linger ??= setTimeout(stop, LINGER_MS));
  const release = await beforeSignalEnds(() => killAll(child));
  const end = await promise;
  release();
  clearTimeout(timer);
  clearTimeout(linger);
  if (end instanceof Error) return { kind: "not-started", reason: end.message };
  killAll(child);
  if (cut === "too-much") return { kind: "too-much" };
  if (cut === "timed-out") return { kind: "timed-out", stderr: stderr() };
  return { kind: "ended", ...end, stdout: stdout(), stderr: stderr() };
}

type Ended = Extract<ProgramRun, { kind: "ended" }>;

function start(command: string, folder: string): ChildProcess | Error {
  try {
    return spawn(command, {
      cwd: folder,
      shell: true,
      detached: OWN_GROUP,
      windowsHide: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    // Deno throws here what it was not allowed to do.
    if (error instanceof Error) return error;
    throw error;
  }
}

/** Windows has no groups that a signal reaches; there the tree is ended by its pids. */
const OWN_GROUP = process.platform !== "win32";

/** How long output is waited for once the program has ended. */
const LINGER_MS = 500;

/** How much of stderr is kept. */
const STDERR_CHARACTERS = 16 * 1024;

/** Ends the program and all that it has started. */
function killAll(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (OWN_GROUP) process.kill(-child.pid, "SIGKILL");
    else spawnSync("taskkill", ["/pid", String(child.pid), "/t", "/f"], { stdio: "ignore" });
  } catch {
    // None of them is left.
  }
}

/** Lets go of output that somebody outside of the group still holds open. */
function hangUp(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}

/** Gathers stdout; what comes beyond the limit is not kept. */
function collect(child: ChildProcess, mostBytes: number, overflow: () => void): () => Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  child.stdout?.on("data", (part: Uint8Array) => {
    length += part.length;
    if (length <= mostBytes) parts.push(part);
    else overflow();
  });
  return () => Buffer.concat(parts);
}

function keepEnd(child: ChildProcess): () => string {
  const decoder = new TextDecoder();
  let text = "";
  child.stderr?.on("data", (part: Uint8Array) => {
    text = (text + decoder.decode(part, { stream: true })).slice(-STDERR_CHARACTERS);
  });
  return () => text;
}
