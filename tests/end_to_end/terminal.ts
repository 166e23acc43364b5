import assert from "node:assert/strict";
import { commandLine, type Project } from "./project.ts";

/** Whether `script` from util-linux is installed, which runs a program in a terminal. */
export const HAS_TERMINAL = await hasScript();

/** The result of a program in a terminal. */
export interface Shown {
  readonly code: number;
  /** Everything shown in the terminal, without control sequences. */
  readonly shown: string;
  /** The same with control sequences. */
  readonly drawn: string;
}

/** Text to type, or something else to do. */
export type Reaction = string | (() => Promise<void>);

/**
 * Runs the command line in a terminal, of 100 columns unless given. Each reaction follows as soon as
 * its text is shown.
 */
export function inTerminal(
  { folder }: Pick<Project, "folder">,
  args: string,
  reactions: readonly (readonly [shown: string, reaction: Reaction])[],
  options: { readonly columns?: number } = {},
): Promise<Shown> {
  return programInTerminal(commandLine(args).join(" "), reactions, { folder, ...options });
}

/** Like `inTerminal`, for any shell command. */
export async function programInTerminal(
  line: string,
  reactions: readonly (readonly [shown: string, reaction: Reaction])[],
  { folder, columns = 100, environment = {} }: {
    readonly folder?: string;
    readonly columns?: number;
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): Promise<Shown> {
  const child = new Deno.Command("script", {
    // Without this, such a terminal has no columns.
    args: [
      "-qec",
      `stty cols ${columns} rows ${columns === 0 ? 0 : 40}; exec ${line}`,
      "/dev/null",
    ],
    ...(folder === undefined ? {} : { cwd: folder }),
    env: { TERM: "xterm", ...environment },
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const tooLong = setTimeout(() => child.kill("SIGKILL"), 120_000);
  const writer = child.stdin.getWriter();
  const left = [...reactions];
  let drawn = "";
  // deno-lint-ignore no-control-regex -- It removes escape sequences.
  const shown = () => drawn.replace(/\x1b\[[\d;?]*[A-Za-z]/g, "");
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    drawn += text;
    while (left[0] !== undefined && shown().includes(left[0][0])) {
      const [, reaction] = left.shift()!;
      if (typeof reaction === "string") await writer.write(new TextEncoder().encode(reaction));
      else await reaction();
    }
  }
  clearTimeout(tooLong);
  await writer.close().catch(() => {});
  assert.deepEqual(left, [], `not everything was shown:\n${shown()}`);
  return { code: (await child.status).code, shown: shown(), drawn };
}

async function hasScript(): Promise<boolean> {
  try {
    const { stdout } = await new Deno.Command("script", { args: ["--version"] }).output();
    return new TextDecoder().decode(stdout).includes("util-linux");
  } catch {
    return false;
  }
}
