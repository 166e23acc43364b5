import { Buffer } from "node:buffer";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import process from "node:process";
import { beforeSignalEnds } from "../signals.ts";

/** Where a program runs, and its limits. */
export interface ProgramLimits {
  /** Its current folder. */
  readonly folder: string;
  readonly limitMs: number;
  /** The maximum size of its stdout. */
  readonly mostBytes: number;
}

/** The outcome of a program. Of its stderr, only the end is kept. */
export type ProgramRun =
  | {
    readonly kind: "ended";
    /** Null if a signal ended it. */
    readonly exitCode: number | null;
    readonly signal: string | null;
    readonly stdout: Uint8Array;
    readonly stderr: string;
  }
  | { readonly kind: "timed-out"; readonly stderr: string }
  | { readonly kind: "too-much" }
  | { readonly kind: "not-started"; readonly reason: string };

/**
 * Runs a command line in the system's shell, like a package.json script, and returns its output.
 * Its stdin is empty. It runs in a separate process group, which is killed as a whole if it exceeds
 * a limit, if it leaves children behind, or if a signal ends us.
 */
export async function runProgram(command: string, limits: ProgramLimits): Promise<ProgramRun> {
  let started: ChildProcess | undefined = undefined;
  // Before the start, so that no signal comes between.
  const release = await beforeSignalEnds(() => started && killAll(started));
  const child = start(command, limits.folder);
  if (child instanceof Error) {
    release();
    return { kind: "not-started", reason: child.message };
  }
  started = child;
  const { promise, resolve } = Promise.withResolvers<Error | Pick<Ended, "exitCode" | "signal">>();
  let cut: "timed-out" | "too-much" | undefined;
  let linger: ReturnType<typeof setTimeout> | undefined;
  const stop = (reason?: typeof cut) => {
    cut ??= reason;
    killAll(child);
    linger = setTimeout(() => closeOutput(child), LINGER_MS);
  };
  const timer = setTimeout(() => stop("timed-out"), limits.limitMs);
  const stdout = collect(child, limits.mostBytes, () => stop("too-much"));
  const stderr = keepEnd(child);
  child.on("error", resolve);
  child.on("close", (exitCode, signal) => resolve({ exitCode, signal }));
  // A child that it leaves behind may keep its output open forever.
  child.on("exit", () => linger ??= setTimeout(stop, LINGER_MS));
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
    // Deno throws here if it lacks a permission.
    if (error instanceof Error) return error;
    throw error;
  }
}

/** Windows has no process groups for signals; there the tree is killed by process id. */
const OWN_GROUP = process.platform !== "win32";

/** Windows would look for the bare name in the current folder first. */
function taskkill(): string {
  return `${process.env["SystemRoot"] ?? "C:\\Windows"}\\System32\\taskkill.exe`;
}

/** How long to wait for output after the program has ended. */
const LINGER_MS = 500;

/** How much of stderr is kept. */
const STDERR_CHARACTERS = 16 * 1024;

/** Kills the program and everything that it has started. */
function killAll(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (OWN_GROUP) process.kill(-child.pid, "SIGKILL");
    else spawnSync(taskkill(), ["/pid", String(child.pid), "/t", "/f"], { stdio: "ignore" });
  } catch {
    // None of them is left.
  }
}

/** Closes output that a process outside the group still holds open. */
function closeOutput(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}

/** Collects stdout up to the limit; the rest is dropped. */
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
