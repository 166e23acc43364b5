import assert from "node:assert/strict";
import { commandLine, type Project } from "./project.ts";

/** Whether there is `script` of util-linux, which gives a program a terminal. */
export const HAS_TERMINAL = await hasScript();

/** How a program ended that was run in a terminal. */
export interface Shown {
  readonly code: number;
  /** All that the terminal was shown, without its control sequences. */
  readonly shown: string;
  /** The same with them. */
  readonly drawn: string;
}

/** What is typed, or done by somebody else. */
export type Reaction = string | (() => Promise<void>);

/** Runs the command line in a terminal and reacts as soon as what a reaction belongs to shows. */
export function inTerminal(
  { folder }: Pick<Project, "folder">,
  args: string,
  reactions: readonly (readonly [shown: string, reaction: Reaction])[],
): Promise<Shown> {
  return programInTerminal(commandLine(args).join(" "), reactions, { folder });
}

/** The same for any line of the shell. */
export async function programInTerminal(
  line: string,
  reactions: readonly (readonly [shown: string, reaction: Reaction])[],
  { folder, environment = {} }: {
    readonly folder?: string;
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): Promise<Shown> {
  const child = new Deno.Command("script", {
    // A terminal that nobody looks at has no columns, until it is told to.
    args: ["-qec", `stty cols 100 rows 40; exec ${line}`, "/dev/null"],
    ...(folder === undefined ? {} : { cwd: folder }),
    env: { TERM: "xterm", ...environment },
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const tooLong = setTimeout(() => child.kill("SIGKILL"), 120_000);
  const writer = child.stdin.getWriter();
  const left = [...reactions];
  let drawn = "";
  // deno-lint-ignore no-control-regex -- It takes the escape sequences out.
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
