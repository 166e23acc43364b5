/**
 * `deno task test [options and files of deno test]`: the unit tests, the end-to-end tests and the
 * examples in doc comments. Without options, as many processes as there are cores share the work, and
 * what each prints is shown when it ends. Prints `N passed, N failed` last and exits 1 if anything failed.
 */
import { sourceFilesUnder } from "./source_files.ts";
import { runDeno, type RunDenoOptions, runSteps, type Step } from "./steps.ts";
import { closingLine, sum, type Tally, tallyOfTests } from "./tally.ts";

const ROOT = new URL("../", import.meta.url);

/** The folders below `tests` that take longest, which are started first. */
const LONGEST = ["golden", "end_to_end", "distribution", "walls"];

/** The number of test files in a part: a folder with more is several. */
const MOST_FILES = 8;

/** The tests as a step; arguments are passed to `deno test`. */
export function testStep(...options: readonly string[]): Step {
  return { name: "tests", run: () => options.length > 0 ? runTests(options) : runAllTests() };
}

/**
 * Runs all tests, each part in its own process. `deno task ok` has checked their types, which would take
 * as long as many of the parts.
 */
async function runAllTests(): Promise<Tally> {
  const parts = await testParts();
  const tallies: Tally[] = [];
  const folder = await Deno.makeTempDir();
  const env = await programsIn(folder);
  const next = async () => {
    for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
      const start = performance.now();
      const tally = await runTests(["--no-check", ...part], { env, isShownAtEnd: true });
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      const others = part.length === 1 ? "" : ` and ${part.length - 1} more`;
      console.log(`${part[0]}${others}: ${closingLine(tally)} in ${seconds} s`);
      tallies.push(tally);
    }
  };
  try {
    await Promise.all(Array.from({ length: navigator.hardwareConcurrency }, next));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  return sum(tallies);
}

/**
 * The variables that name the program as a release has it, which takes a third of the time of the
 * source: for the scenarios compiled, if that is possible here, and for those about Deno in one file.
 */
async function programsIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const [{ bundleForUrl }, { compileHere }] = await Promise.all([
    import("./bundle.ts"),
    import("./compile.ts"),
  ]);
  const file = `${folder}/penumbra.js`;
  await Deno.writeTextFile(file, (await bundleForUrl("")).text);
  const compiled = await compileHere({ folder });
  if (compiled.ok) return { PENUMBRA_PROGRAM: file, PENUMBRA_COMMAND: compiled.file };
  console.log(
    `The scenarios run in Deno, since the program cannot be compiled: ${compiled.reason}`,
  );
  return { PENUMBRA_PROGRAM: file };
}

/** The paths of each part: a folder below `tests` or some of its files, or everything else. */
export async function testParts(): Promise<string[][]> {
  const tests = new URL("tests/", ROOT);
  const folders = new Map<string, string[]>();
  const rest = ["scripts", "src"];
  for await (const { name, isDirectory } of Deno.readDir(tests)) {
    const files = isDirectory ? await sourceFilesUnder(new URL(`${name}/`, tests)) : [];
    const paths = files.map(({ href }) => href.slice(ROOT.href.length));
    const tested = paths.filter((path) => path.endsWith("_test.ts")).sort();
    if (tested.length > 0) folders.set(name, tested);
    else rest.push(`tests/${name}`);
  }
  for await (const { name } of Deno.readDir(ROOT)) {
    if (/\.(?:ts|md)$/.test(name)) rest.push(name);
  }
  const order = new Set([...LONGEST, ...[...folders.keys()].sort()]);
  const parts = [...order].flatMap((name) => {
    const files = folders.get(name) ?? [];
    const count = Math.ceil(files.length / MOST_FILES);
    return count === 1
      ? [[`tests/${name}`]]
      : Array.from({ length: count }, (_, part) =>
        files.filter((_, index) => index % count === part));
  });
  // It takes the longest, and would otherwise end alone.
  return [rest, ...parts];
}

async function runTests(
  options: readonly string[],
  { env: variables, isShownAtEnd = false }: RunDenoOptions = {},
): Promise<Tally> {
  const folder = await Deno.makeTempDir();
  try {
    const report = `${folder}/report.xml`;
    const flags = ["-A", "--frozen", "--doc", `--junit-path=${report}`];
    // As on a user's machine, without touching the user's own files.
    const env = { ...variables, CI: "", XDG_STATE_HOME: `${folder}/state` };
    const succeeded = await runDeno(["test", ...flags, ...options], { env, isShownAtEnd });
    return tallyOfTests(await Deno.readTextFile(report), succeeded);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) Deno.exit(await runSteps([testStep(...Deno.args)]));
