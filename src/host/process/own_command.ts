import { fileURLToPath } from "node:url";
import { environmentVariable } from "./environment.ts";
import { exists, withoutLinks } from "../files/links.ts";

/** What started us, so that another process can be started the same way. */
export interface OwnCommand {
  /** The program, by its bare name where the PATH leads to it, absolute otherwise. */
  readonly program: string;
  /** What comes between the program and the script. */
  readonly options: readonly string[];
  /** An absolute path or an address; absent where the program is penumbra itself. */
  readonly script?: string;
}

/**
 * How this process was started. The options of `deno run` cannot be asked for: where all is granted
 * they come back as `-A`, else as the least that a check of what is staged needs.
 */
export async function ownCommand(): Promise<OwnCommand> {
  return "Deno" in globalThis ? await denoCommand() : await openNodeCommand();
}

/**
 * The script that started the process, as the runtime has it; a worker knows only its own, and is told.
 */
export async function mainScript(): Promise<string> {
  if ("Deno" in globalThis) return Deno.mainModule;
  return (await import("node:process")).default.argv[1] ?? "";
}

/** Tells a worker which script started the process. */
export function tellMainScript(script: string): void {
  told = script;
}

let told: string | undefined;

async function denoCommand(): Promise<OwnCommand> {
  const program = await programName(Deno.execPath());
  if (Deno.build.standalone) return { program, options: [] };
  const mainModule = told ?? Deno.mainModule;
  const installed = await onPath("penumbra");
  if (installed !== undefined && leadsTo(installed, mainModule)) {
    return { program: "penumbra", options: [] };
  }
  const script = mainModule.startsWith("file:") ? fileURLToPath(mainModule) : mainModule;
  return { program, options: ["run", ...denoFlags()], script };
}

/** The same in Node and Bun, which the compiled program runs in. */
export async function openNodeCommand(): Promise<OwnCommand> {
  const { execPath, argv, versions } = (await import("node:process")).default;
  const program = await programName(execPath);
  const script = told ?? argv[1] ?? "";
  // What Bun has compiled in lies in a folder that no disk has.
  const isCompiled = "bun" in versions && /^(?:\/\$bunfs\/|[A-Z]:[/\\]~BUN[/\\])/.test(script);
  return isCompiled ? { program, options: [] } : { program, options: [], script };
}

/** All that is needed to check what is staged, from a terminal or from a hook. */
const LEAST = [
  "--allow-read",
  "--allow-write",
  "--allow-ffi",
  "--allow-env=GIT_PREFIX,GIT_INDEX_FILE,PATH",
  "--allow-run=git",
];

function denoFlags(): readonly string[] {
  const kinds = ["read", "write", "net", "env", "run", "ffi", "sys"] as const;
  const isGranted = (name: typeof kinds[number]) =>
    Deno.permissions.querySync({ name }).state === "granted";
  return kinds.every(isGranted) ? ["-A"] : LEAST;
}

/** As much as the script of `deno install` may take. */
const SCRIPT_BYTES = 4096;

/** Whether the program is a script that `deno install` has written for this module. */
function leadsTo(path: string, mainModule: string): boolean {
  try {
    using file = Deno.openSync(path);
    const bytes = new Uint8Array(SCRIPT_BYTES);
    const length = file.readSync(bytes) ?? 0;
    return new TextDecoder().decode(bytes.subarray(0, length)).includes(`'${mainModule}'`);
  } catch {
    return false;
  }
}

/** The bare name of the program where a shell would find it by that, else its path. */
async function programName(path: string): Promise<string> {
  const [, file = ""] = /([^/\\]+)$/.exec(path) ?? [];
  const found = await onPath(file);
  const isFound = found !== undefined && await withoutLinks(found) === await withoutLinks(path);
  return isFound ? file.replace(/\.exe$/i, "") : path;
}

/** Where a shell would find a program of that name. */
async function onPath(file: string): Promise<string | undefined> {
  const path = await environmentVariable("PATH") ?? "";
  for (const folder of path.split(/^[A-Z]:\\|;/i.test(path) ? ";" : ":")) {
    if (folder !== "" && await exists(`${folder}/${file}`)) return `${folder}/${file}`;
  }
  return undefined;
}
