import assert from "node:assert/strict";
import { type Ran, runProcess } from "../../scripts/run_process.ts";
import { type Files, inFolder, pathsBelow, writeFiles } from "../support/folders.ts";

export type { Files, Ran };

/** The program in one file, if the tests were given it; otherwise the source. */
const PROGRAM = Deno.env.get("PENUMBRA_PROGRAM") ??
  new URL("../../mod.ts", import.meta.url).pathname;

/** The program, run by the Deno that runs the tests; without --quiet, Deno prints what it downloads. */
const IN_DENO: readonly string[] = [Deno.execPath(), "run", "--quiet", "-A", PROGRAM];

/**
 * The command that the scenarios run: the words of PENUMBRA_COMMAND, for a binary or a URL; by
 * default the program in Deno.
 */
const COMMAND: readonly string[] = Deno.env.get("PENUMBRA_COMMAND")?.trim().split(/\s+/) ??
  IN_DENO;

/** Whether scenarios about Deno and its options are run, too. */
export const RUNS_IN_DENO = COMMAND === IN_DENO || Deno.env.has("PENUMBRA_PROGRAM");

/** The environment of a run. */
export interface RunOptions {
  /** The folder below the project to run in. */
  readonly folder?: string;
  /** Options of Deno, which then runs the program. */
  readonly denoOptions?: readonly string[];
  /** A command before the program that isolates it: `unshare -U`. */
  readonly wrapper?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The folder of a test. */
export interface Project {
  readonly folder: string;
  /** Runs the command line without a terminal; a text is split at its spaces. */
  run(args: string | readonly string[], options?: RunOptions): Promise<Ran>;
  write(files: Files): Promise<void>;
  read(path: string): Promise<string>;
  /** All files by path, including hidden ones, sorted; bytes that are not UTF-8 are replaced. */
  files(): Promise<Record<string, string>>;
}

/** Runs the work in a project with these files, which is deleted afterwards. */
export async function inProject(
  files: Files,
  work: (project: Project) => Promise<void>,
): Promise<void> {
  await inFolder(files, (folder) =>
    work({
      folder,
      run: (args, options) => run(folder, args, options),
      write: (changed) => writeFiles(folder, changed),
      read: (path) => Deno.readTextFile(`${folder}/${path}`),
      files: () => readFiles(folder),
    }));
}

async function readFiles(folder: string): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const path of await pathsBelow(folder)) {
    texts[path] = new TextDecoder().decode(await Deno.readFile(`${folder}/${path}`));
  }
  return texts;
}

/** The program and its arguments, as one list. */
export function commandLine(
  args: string | readonly string[],
  { denoOptions = [], wrapper = [] }: RunOptions = {},
): [program: string, ...args: string[]] {
  const words = typeof args === "string" ? args.split(" ").filter((it) => it !== "") : args;
  const [program = "", ...rest] = denoOptions.length === 0
    ? COMMAND
    : [IN_DENO[0]!, "run", ...denoOptions, ...IN_DENO.slice(2)];
  const [first = "", ...others] = [...wrapper, program, ...rest, ...words];
  return [first, ...others];
}

/** The text of a template without its indentation. */
export function block(template: string): string {
  const lines = template.replace(/^\n/, "").replace(/\n *$/, "\n").split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(indent)).join("\n");
}

/** Asserts the exit code and the complete output, as `steady` returns it. */
export function assertRan(ran: Ran, expected: Partial<Ran>): void {
  const { code = 0, stdout = "", stderr = "" } = expected;
  const isTold = { code, stdout: block(stdout), stderr: block(stderr) };
  const is = { code: ran.code, stdout: steady(ran.stdout), stderr: steady(ran.stderr) };
  assert.deepEqual(is, isTold);
}

/** The text with `<time>`, `<hash>` and `<version>` in place of what differs between runs. */
export function steady(text: string): string {
  return text.replace(/(?<!\d)20\d{12}(?!\d)/g, "<time>")
    .replace(/(?<=(?:parent|pre|post)=)[0-9a-f]{12}/g, "<hash>")
    .replace(/(?<=-- Made by penumbra )\d+\.\d+\.\d+[-+.\w]*/g, "<version>");
}

async function run(
  folder: string,
  args: string | readonly string[],
  options: RunOptions = {},
): Promise<Ran> {
  const command = commandLine(args, options);
  const { env = {} } = options;
  return await runProcess(command, { cwd: `${folder}/${options.folder ?? ""}`, env });
}
