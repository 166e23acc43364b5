import { fail, type Result, succeed } from "../../base/result.ts";
import { denoVariable } from "./environment.ts";
import { exitNode } from "./node_worker.ts";

/** The three streams a process is born with. */
export type Stream = "stdin" | "stdout" | "stderr";

/** What surrounds a command: who hears what it says, and where it stands. */
export interface Terminal {
  /** What is behind the name of the program on its command line. */
  readonly args: readonly string[];
  isTerminal(stream: Stream): boolean;
  /** The width of stdout in columns; undefined if it is not a terminal, or does not tell. */
  columns(): number | undefined;
  /**
   * Writes all of the text before it comes back. A reader that has gone away is no failure, and
   * nothing is on stderr, where nobody is left to be told; else it throws the system's error.
   */
  write(stream: "stdout" | "stderr", text: string): void;
  /** Whether it can do no more than show text, as TERM=dumb says. */
  readonly isDumb: boolean;
  /** Whether the environment asks for colours; undefined where it leaves that to the terminal. */
  readonly wantsColor: boolean | undefined;
  /** The absolute path of the current folder. Fails where the system has none to tell. */
  currentFolder(): Result<string>;
  /** What runs us, for a report of a bug: `deno 2.9.6, linux x86_64`. */
  readonly runtime: string;
  /** Does this last, when the process ends by itself or because a signal that is heard ends it. */
  atExit(action: () => void): void;
  /** Ends the process, whatever else still runs. */
  exit(code: number): never;
}

/** What is behind the name of the program on its command line; for it, nothing is loaded. */
export async function programArguments(): Promise<readonly string[]> {
  return "Deno" in globalThis ? Deno.args : (await import("node:process")).default.argv.slice(2);
}

/**
 * The terminal of the runtime we are in. Deno's own calls are used where they are: loading
 * `node:process` alone takes Deno 2.9 as long as starting an empty program.
 */
export async function openTerminal(): Promise<Terminal> {
  return "Deno" in globalThis ? denoTerminal() : await openNodeTerminal();
}

function denoTerminal(): Terminal {
  const { deno } = Deno.version;
  return {
    args: Deno.args,
    isTerminal: (stream) => Deno[stream].isTerminal(),
    columns: () => Deno.stdout.isTerminal() ? Deno.consoleSize().columns || undefined : undefined,
    write: (stream, text) => writeWhole(stream, text, (bytes) => Deno[stream].writeSync(bytes)),
    isDumb: denoVariable("TERM") === "dumb",
    wantsColor: colorWish((name) => Deno.noColor && name === "NO_COLOR" ? "1" : denoVariable(name)),
    currentFolder: () => folderFrom(Deno.cwd),
    runtime: `deno ${deno}, ${Deno.build.os} ${Deno.build.arch}`,
    atExit: (action) => globalThis.addEventListener("unload", action),
    exit: (code) => Deno.exit(code),
  };
}

/** The terminal of Node and Bun, which the compiled program runs in. */
export async function openNodeTerminal(): Promise<Terminal> {
  const [{ default: process }, { fstatSync, statSync, writeSync }] = await Promise.all([
    import("node:process"),
    import("node:fs"),
  ]);
  // Loading `node:tty` takes Bun 1.4 half as long as starting, so a pipe or a file goes without, and
  // so does /dev/null, which git gives its hooks for stdin.
  const isNull = (device: number) =>
    process.platform !== "win32" && device === statSync("/dev/null").rdev;
  const isTerminal = (descriptor: number) => {
    try {
      const stream = fstatSync(descriptor);
      if (!stream.isCharacterDevice() || isNull(stream.rdev)) return false;
    } catch {
      // It was closed before we were started.
      return false;
    }
    return process.getBuiltinModule("node:tty").isatty(descriptor);
  };
  const descriptors = { stdin: 0, stdout: 1, stderr: 2 };
  const [name, version] = Object.entries(process.versions).find(([name]) => name === "bun") ??
    ["node", process.versions.node];
  return {
    args: await programArguments(),
    isTerminal: (stream) => isTerminal(descriptors[stream]),
    columns: () => isTerminal(descriptors.stdout) ? process.stdout.columns || undefined : undefined,
    write: (stream, text) =>
      writeWhole(stream, text, (bytes) => writeSync(descriptors[stream], bytes)),
    isDumb: process.env["TERM"] === "dumb",
    wantsColor: colorWish((name) => process.env[name]),
    currentFolder: () => folderFrom(() => utf8Path(process.cwd())),
    runtime: `${name} ${version}, ${process.platform} ${process.arch}`,
    atExit: (action) => void process.once("exit", action),
    exit: (code) => exitNode(process, code),
  };
}

/**
 * What NO_COLOR, FORCE_COLOR and TERM ask for, in this order.
 * https://no-color.org https://force-color.org
 */
export function colorWish(variable: (name: string) => string | undefined): boolean | undefined {
  if (variable("NO_COLOR")) return false;
  const forced = variable("FORCE_COLOR");
  if (forced) return forced !== "0" && forced !== "false";
  return variable("TERM") === "dumb" ? false : undefined;
}

/** Hears of a promise that failed and that nobody waits for; the process goes on. */
export function hearStray(hear: (reason: unknown) => void): void {
  if ("Deno" in globalThis) {
    globalThis.addEventListener("unhandledrejection", (event) => {
      event.preventDefault();
      hear(event.reason);
    });
  } else {
    const { process } = globalThis as unknown as { readonly process: NodeJS.Process };
    process.on("unhandledRejection", hear);
  }
}

function folderFrom(ask: () => string): Result<string> {
  try {
    return succeed(ask());
  } catch {
    // Deno 2.9 has no code for a path that is no UTF-8, and needs none: there are these two.
    return fail("unfinished", {
      code: "files/no-current-folder",
      severity: "error",
      message: "Cannot determine the current folder: it was removed, or its path is not UTF-8",
      hint: "Run this in another folder",
    });
  }
}

/** The path. Throws where it is no UTF-8: of such a path, Node 24 tells another one. */
function utf8Path(path: string): string {
  if (path.includes("\ufffd")) throw new Error("The path is not UTF-8");
  return path;
}

/** How long a full pipe is left alone before the next try. */
const PIPE_PAUSE_MS = 5;

/**
 * How much is written at a time: as little as every system writes to a pipe as a whole or not at
 * all. Of more, Deno 2.9 may write a part and then say that it wrote nothing.
 * https://pubs.opengroup.org/onlinepubs/9799919799/functions/write.html
 */
const PORTION_BYTES = 512;

/** Writes until nothing is left. Whoever started us may have left a pipe that does not wait. */
function writeWhole(stream: Stream, text: string, write: (bytes: Uint8Array) => number): void {
  let rest = new TextEncoder().encode(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(write(rest.subarray(0, PORTION_BYTES)));
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EAGAIN") pause();
      else if (code === "EPIPE" || stream === "stderr") return;
      else throw error;
    }
  }
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PIPE_PAUSE_MS);
}
