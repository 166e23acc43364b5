import { fileURLToPath } from "node:url";
import { exists, withoutLinks } from "../files/links.ts";
import { currentSearchPath, programFolders } from "./search_path.ts";

/** The command that started us, so that another process can be started the same way. */
export interface OwnCommand {
  /** The program: its bare name if it is on the PATH, its absolute path otherwise. */
  readonly program: string;
  /** The options between the program and the script. */
  readonly options: readonly string[];
  /** An absolute path or a URL; absent if the program is penumbra itself. */
  readonly script?: string;
}

/**
 * The command that started this process. The options of `deno run` cannot be read: if all
 * permissions are granted they are returned as `-A`, otherwise as the minimum for a check of staged
 * files.
 */
export async function ownCommand(): Promise<OwnCommand> {
  return "Deno" in globalThis ? await denoCommand() : await openNodeCommand();
}

/** The main script of the process; a worker knows only its own script and must be told. */
export async function mainScript(): Promise<string> {
  if ("Deno" in globalThis) return Deno.mainModule;
  return (await import("node:process")).default.argv[1] ?? "";
}

/** Sets the main script in a worker. */
export function setMainScript(script: string): void {
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

/** The command in Node and Bun, on which the compiled program runs. */
export async function openNodeCommand(): Promise<OwnCommand> {
  const { execPath, argv, versions } = (await import("node:process")).default;
  const program = await programName(execPath);
  const script = told ?? argv[1] ?? "";
  // Bun compiles scripts into a virtual folder.
  const isCompiled = "bun" in versions && /^(?:\/\$bunfs\/|[A-Z]:[/\\]~BUN[/\\])/.test(script);
  return isCompiled ? { program, options: [] } : { program, options: [], script };
}

/** The permissions needed to check staged files, from a terminal or a hook. */
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

/** The maximum size of a script written by `deno install`. */
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

/** The bare name of the program if a shell would find it by that, otherwise its path. */
async function programName(path: string): Promise<string> {
  const [, file = ""] = /([^/\\]+)$/.exec(path) ?? [];
  const found = await onPath(file);
  const isFound = found !== undefined && await withoutLinks(found) === await withoutLinks(path);
  return isFound ? file.replace(/\.exe$/i, "") : path;
}

/** Where a shell would find a program of that name. */
async function onPath(file: string): Promise<string | undefined> {
  for (const folder of programFolders(await currentSearchPath())) {
    if (await exists(`${folder}/${file}`)) return `${folder}/${file}`;
  }
  return undefined;
}
