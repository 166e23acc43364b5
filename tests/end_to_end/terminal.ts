import assert from "node:assert/strict";
import { commandLine, type Project } from "./project.ts";

/** Whether there is `script` of util-linux, which gives a program a terminal. */
export const HAS_TERMINAL = await hasScript();

/** How a program ended that was run in a terminal. */
export interface Shown {
  readonly code: number;
  /** All that the terminal was shown, without its control sequences. */
  readonly shown: string;
}

/** Runs the command line in a terminal and types each text as soon as what belongs before it shows. */
export async function inTerminal(
  { folder }: Project,
  args: string,
  typed: readonly (readonly [shown: string, keys: string])[],
): Promise<Shown> {
  // A terminal that nobody looks at has no columns, until it is told to.
  const line = `stty cols 100 rows 40; exec ${commandLine(args).join(" ")}`;
  const child = new Deno.Command("script", {
    args: ["-qec", line, "/dev/null"],
    cwd: folder,
    env: { TERM: "xterm" },
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const tooLong = setTimeout(() => child.kill("SIGKILL"), 20_000);
  const writer = child.stdin.getWriter();
  const left = [...typed];
  let shown = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    // deno-lint-ignore no-control-regex -- It takes the escape sequences out.
    shown += text.replace(/\x1b\[[\d;?]*[A-Za-z]/g, "");
    while (left[0] !== undefined && shown.includes(left[0][0])) {
      await writer.write(new TextEncoder().encode(left.shift()![1]));
    }
  }
  clearTimeout(tooLong);
  await writer.close().catch(() => {});
  assert.deepEqual(left, [], `not everything was shown:\n${shown}`);
  return { code: (await child.status).code, shown };
}

async function hasScript(): Promise<boolean> {
  try {
    const { stdout } = await new Deno.Command("script", { args: ["--version"] }).output();
    return new TextDecoder().decode(stdout).includes("util-linux");
  } catch {
    return false;
  }
}
