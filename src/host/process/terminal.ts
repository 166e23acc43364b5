import { fail, type Result, succeed } from "../../base/result.ts";
import { denoVariable } from "./environment.ts";
import { exitNode } from "./node_worker.ts";

/** The standard streams of a process. */
export type Stream = "stdin" | "stdout" | "stderr";

/** The environment of a command: its arguments, streams and current folder. */
export interface Terminal {
  /** The arguments after the name of the program. */
  readonly args: readonly string[];
  isTerminal(stream: Stream): boolean;
  /** The width of stdout in columns; undefined if it is not a terminal, or does not report it. */
  columns(): number | undefined;
  /**
   * Writes the whole text before returning. A closed pipe is not an error, nor is any failure of
   * stderr, where nobody would see the message; otherwise throws the system's error.
   */
  write(stream: "stdout" | "stderr", text: string): void;
  /** Whether it can only display plain text, as TERM=dumb says. */
  readonly isDumb: boolean;
  /** Whether the environment asks for colours; undefined if it leaves that to the terminal. */
  readonly wantsColor: boolean | undefined;
  /** The absolute path of the current folder. Fails if the system does not know it. */
  currentFolder(): Result<string>;
  /** The runtime, for bug reports: `deno 2.9.6, linux x86_64`. */
  readonly runtime: string;
  /** Runs the action last, when the process ends by itself or because of a handled signal. */
  atExit(action: () => void): void;
  /** Ends the process, even if something is still running. */
  exit(code: number): never;
}

/** The arguments after the name of the program; loads nothing. */
export async function programArguments(): Promise<readonly string[]> {
  return "Deno" in globalThis ? Deno.args : (await import("node:process")).default.argv.slice(2);
}

/**
 * The terminal for the current runtime. Uses Deno's own calls if available: loading `node:process`
 * alone takes Deno 2.9 as long as starting an empty program.
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
    wantsColor: wantsColor((name) =>
      Deno.noColor && name === "NO_COLOR" ? "1" : denoVariable(name)
    ),
    currentFolder: () => folderFrom(Deno.cwd),
    runtime: `deno ${deno}, ${Deno.build.os} ${Deno.build.arch}`,
    atExit: (action) => globalThis.addEventListener("unload", action),
    exit: (code) => Deno.exit(code),
  };
}

/** The terminal for Node and Bun, on which the compiled program runs. */
export async function openNodeTerminal(): Promise<Terminal> {
  const [{ default: process }, { fstatSync, statSync, writeSync }] = await Promise.all([
    import("node:process"),
    import("node:fs"),
  ]);
  // Loading `node:tty` takes Bun 1.4 half as long as starting, so it is not loaded for a pipe, a
  // file, or /dev/null, which git gives its hooks as stdin.
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
    wantsColor: wantsColor((name) => process.env[name]),
    currentFolder: () => folderFrom(() => utf8Path(process.cwd())),
    runtime: `${name} ${version}, ${process.platform} ${process.arch}`,
    atExit: (action) => void process.once("exit", action),
    exit: (code) => exitNode(process, code),
  };
}

/**
 * Whether NO_COLOR, FORCE_COLOR and TERM ask for colours, in this order. https://no-color.org
 * https://force-color.org
 */
export function wantsColor(variable: (name: string) => string | undefined): boolean | undefined {
  if (variable("NO_COLOR")) return false;
  const forced = variable("FORCE_COLOR");
  if (forced) return forced !== "0" && forced !== "false";
  return variable("TERM") === "dumb" ? false : undefined;
}

/** Calls `handle` for unhandled rejections; the process continues. */
export function onUnhandledRejection(handle: (reason: unknown) => void): void {
  if ("Deno" in globalThis) {
    globalThis.addEventListener("unhandledrejection", (event) => {
      event.preventDefault();
      handle(event.reason);
    });
  } else {
    const { process } = globalThis as unknown as { readonly process: NodeJS.Process };
    process.on("unhandledRejection", handle);
  }
}

function folderFrom(ask: () => string): Result<string> {
  try {
    return succeed(ask());
  } catch {
    // Deno 2.9 has no error code for a path that is not UTF-8; the message names both causes.
    return fail("unfinished", {
      code: "files/no-current-folder",
      severity: "error",
      message: "Cannot determine the current folder: it was removed, or its path is not UTF-8",
      hint: "Run this in another folder",
    });
  }
}

/** The path. Throws if it is not UTF-8: Node 24 returns a different path then. */
function utf8Path(path: string): string {
  if (path.includes("\ufffd")) throw new Error("The path is not UTF-8");
  return path;
}

/** How long to wait before retrying a full pipe. */
const PIPE_PAUSE_MS = 5;

/**
 * How much is written at a time: every system writes this little to a pipe completely or not at
 * all. Of more, Deno 2.9 may write a part and then report that it wrote nothing.
 * https://pubs.opengroup.org/onlinepubs/9799919799/functions/write.html
 */
const PORTION_BYTES = 512;

/** Writes until nothing is left. The pipe given to us may be non-blocking. */
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
