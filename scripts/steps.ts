import { closingLine, sum, type Tally } from "./tally.ts";

/** One check that must pass before a change may land. */
export interface Step {
  readonly name: string;
  run(): Promise<Tally>;
}

/**
 * Runs all steps in order, even if one fails. Prints the name of each, its output, and the closing line
 * last. Returns the exit code: 1 if any failed.
 */
export async function runSteps(steps: readonly Step[]): Promise<number> {
  const tallies: Tally[] = [];
  for (const step of steps) {
    console.log(`\n— ${step.name}`);
    const start = performance.now();
    const tally = await step.run();
    console.log(`${closingLine(tally)} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
    tallies.push(tally);
  }
  const total = sum(tallies);
  const fallen = steps.filter((_, index) => tallies[index]!.failed > 0).map((step) => step.name);
  console.log(fallen.length === 0 ? "" : `\nFailed: ${fallen.join(", ")}`);
  if (total.skipped > 0) {
    console.log(`${total.skipped} skipped: filtered out, or more than this machine can show`);
  }
  console.log(closingLine(total));
  return total.failed === 0 ? 0 : 1;
}

/** Options for running Deno. */
export interface RunDenoOptions {
  /** Variables in addition to those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether its output is shown as a whole when it ends, since others run at the same time. */
  readonly isShownAtEnd?: boolean;
}

/**
 * Runs the Deno that runs this script, since there may be none on the PATH, with the same output.
 * Returns whether it succeeded.
 */
export async function runDeno(
  args: readonly string[],
  { env = {}, isShownAtEnd = false }: RunDenoOptions = {},
): Promise<boolean> {
  const command = new Deno.Command(Deno.execPath(), { args: [...args], env, stdin: "null" });
  if (!isShownAtEnd) return (await command.spawn().status).success;
  const { success, stdout, stderr } = await command.output();
  for (const bytes of [stdout, stderr]) console.log(new TextDecoder().decode(bytes));
  return success;
}
