/** How a process ended, and what it printed. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment of a process. Without stdin it has nothing to read. */
export type Surroundings = Omit<Deno.CommandOptions, "args" | "stdout" | "stderr">;

/** Runs a program until it ends in any way; throws if it cannot be started. */
export async function runProcess(
  [program = "", ...args]: readonly string[],
  surroundings: Surroundings = {},
): Promise<Ran> {
  const command = new Deno.Command(program, { stdin: "null", ...surroundings, args });
  const { code, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** Whether a program exists and succeeds. */
export async function succeeds(...words: readonly string[]): Promise<boolean> {
  return await runProcess(words).then(({ code }) => code === 0, () => false);
}
