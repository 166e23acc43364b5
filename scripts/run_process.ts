/** How a process ended, and what it said. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What surrounds a process. Without a stdin it has nothing to read. */
export type Surroundings = Omit<Deno.CommandOptions, "args" | "stdout" | "stderr">;

/** Runs a program with its arguments to its end, however that is; throws where it cannot start. */
export async function runProcess(
  [program = "", ...args]: readonly string[],
  surroundings: Surroundings = {},
): Promise<Ran> {
  const command = new Deno.Command(program, { stdin: "null", ...surroundings, args });
  const { code, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** Whether a program is there and ends well. */
export async function succeeds(...words: readonly string[]): Promise<boolean> {
  return await runProcess(words).then(({ code }) => code === 0, () => false);
}
