import assert from "node:assert/strict";

/**
 * The command that the scenarios run: the words of PENUMBRA_COMMAND, to test a binary or a URL, by default
 * the source, run by the Deno that runs the tests.
 */
const COMMAND: readonly string[] = Deno.env.get("PENUMBRA_COMMAND")?.trim().split(/\s+/) ??
  // Without --quiet, Deno prints what it fetches.
  [Deno.execPath(), "run", "--quiet", "-A", new URL("../../mod.ts", import.meta.url).pathname];

/** Whether the source itself is run, with a Deno that takes options. */
export const RUNS_SOURCE = !Deno.env.has("PENUMBRA_COMMAND");

/** How a process ended, and what it printed. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment of a run. */
export interface RunOptions {
  /** The folder below the project to run in. */
  readonly folder?: string;
  /** Options of Deno, before the program. */
  readonly denoOptions?: readonly string[];
  /** A command before the program that isolates it: `unshare -U`. */
  readonly wrapper?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The files of a project, by path; undefined deletes one. */
export type Files = Readonly<Record<string, string | Uint8Array | undefined>>;

/** The folder of a test. */
export interface Project {
  readonly folder: string;
  /** Runs the command line without a terminal; a text is split at its spaces. */
  run(args: string | readonly string[], options?: RunOptions): Promise<Ran>;
  write(files: Files): Promise<void>;
  read(path: string): Promise<string>;
  /** All files, including hidden ones, by path, sorted; lossy if not UTF-8. */
  files(): Promise<Record<string, string>>;
}

/** Runs the work in a project with these files, which is deleted afterwards. */
export async function inProject(
  files: Files,
  work: (project: Project) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "penumbra-" });
  const project: Project = {
    folder,
    run: (args, options) => run(folder, args, options),
    write: (changed) => writeFiles(folder, changed),
    read: (path) => Deno.readTextFile(`${folder}/${path}`),
    files: async () => Object.fromEntries((await filesBelow(folder, "")).sort()),
  };
  try {
    await project.write(files);
    await work(project);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The program and its arguments, as one list. */
export function commandLine(
  args: string | readonly string[],
  { denoOptions = [], wrapper = [] }: RunOptions = {},
): [program: string, ...args: string[]] {
  const words = typeof args === "string" ? args.split(" ").filter((it) => it !== "") : args;
  const [program = "", ...rest] = denoOptions.length === 0
    ? COMMAND
    : [COMMAND[0]!, "run", ...denoOptions, ...COMMAND.slice(2)];
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

/** Asserts how a process ended and everything that it printed, as `steady` returns it. */
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
  return await runProgram(command, { cwd: `${folder}/${options.folder ?? ""}`, env });
}

/** Runs a program without a terminal. */
export async function runProgram(
  [program = "", ...args]: readonly string[],
  options: Pick<Deno.CommandOptions, "cwd" | "clearEnv" | "env">,
): Promise<Ran> {
  const { code, stdout, stderr } = await new Deno.Command(program, {
    ...options,
    args,
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** Writes files by path; undefined deletes one, and a slash at its end creates a folder. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const whole = `${folder}/${path}`;
    if (text === undefined) {
      await Deno.remove(whole, { recursive: true });
      continue;
    }
    await Deno.mkdir(whole.slice(0, whole.lastIndexOf("/")), { recursive: true });
    if (path.endsWith("/")) continue;
    if (typeof text === "string") await Deno.writeTextFile(whole, text);
    else await Deno.writeFile(whole, text);
  }
}

async function filesBelow(folder: string, below: string): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for await (const { name, isDirectory } of Deno.readDir(`${folder}/${below}`)) {
    const path = `${below}${name}`;
    if (isDirectory) found.push(...await filesBelow(folder, `${path}/`));
    else found.push([path, new TextDecoder().decode(await Deno.readFile(`${folder}/${path}`))]);
  }
  return found;
}
