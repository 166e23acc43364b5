/**
 * `deno task test [options and files of deno test]`: the unit tests, the end-to-end tests and the
 * examples in doc comments. Prints `N passed, N failed` last and exits 1 if anything failed.
 */
import { runDeno, runSteps, type Step } from "./steps.ts";
import { tallyOfTests } from "./tally.ts";

/** The tests as a step; what is given is handed on to `deno test`. */
export function testStep(...options: readonly string[]): Step {
  return { name: "tests", run: () => runTests(options) };
}

async function runTests(options: readonly string[]) {
  const folder = await Deno.makeTempDir();
  try {
    const report = `${folder}/report.xml`;
    const flags = ["-A", "--frozen", "--doc", `--junit-path=${report}`];
    // As on the machine of a person, whose own files are left alone.
    const env = { CI: "", XDG_STATE_HOME: `${folder}/state` };
    const succeeded = await runDeno(["test", ...flags, ...options], env);
    return tallyOfTests(await Deno.readTextFile(report), succeeded);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) Deno.exit(await runSteps([testStep(...Deno.args)]));
