/**
 * `deno task bench:start`: the duration of whole processes, of the compiled program and under `deno run`, compared with an
 * empty program compiled in the same way. Compiles both first. Prints Markdown; the ratios are of
 * one run, so they are more reliable than the milliseconds. With `--drizzle`, drizzle-kit, which
 * npm fetches, does the same work.
 */
import { join } from "node:path";
import { runBun } from "../../scripts/binary/compile_with_bun.ts";
import { flag, number, readOptions } from "../../scripts/options.ts";
import { fetchPackages } from "../../scripts/binary/packages.ts";
import {
  bunTarget,
  type CompileTarget,
  hostTarget,
  runtimeFile,
} from "../../scripts/binary/targets.ts";
import { bundleForUrl } from "../../scripts/bundle.ts";
import { compile } from "../../scripts/compile.ts";
import { drizzleGenerate } from "./drizzle.ts";
import {
  markdownTable,
  type Measure,
  measureInTurn,
  milliseconds,
  ratio,
  type Run,
  runCommand,
} from "./measure.ts";
import { oneColumnAhead, openProject, type Project } from "./projects.ts";

/** The compared programs, each in a folder of its own. */
interface Programs {
  readonly empty: string;
  readonly penumbra: string;
  /** The single file for URLs. */
  readonly bundle: string;
  readonly source: string;
}

interface StartOptions {
  readonly migrations: number;
  readonly tables: number;
  readonly runs: number;
  readonly seed: number;
  readonly drizzle: boolean;
}

/** The table: each row is a command, with what it is compared with and the target ratio. */
async function benchStart(programs: Programs, options: StartOptions): Promise<string> {
  const settled = await openProject(options);
  const deno = [Deno.execPath(), "run", "--allow-all"];
  const check = (...program: readonly string[]) =>
    runCommand([...program, "check"], { cwd: settled.folder });
  const runs: Record<Name, Run> = {
    empty: runCommand([programs.empty]),
    version: runCommand([programs.penumbra, "--version"]),
    check: check(programs.penumbra),
    bundle: check(...deno, programs.bundle),
    source: check(...deno, programs.source),
    generate: await generateColumn(programs, settled),
  };
  await runs.check();
  const measures = await measureInTurn(runs, { runs: options.runs });
  const rows = ROWS.map(({ name, label, against, goal }) => [
    label,
    milliseconds(measures[name].cpuMs),
    milliseconds(measures[name].wallMs),
    ratioTo(measures[name], against === undefined ? undefined : measures[against]),
    goal,
  ]);
  return markdownTable(["whole process", "CPU ms", "wall ms", "ratio", "goal"], rows);
}

/**
 * A table: the time that drizzle-kit takes for the same work, with as long a history and as large a
 * schema.
 */
async function benchDrizzle(
  programs: Programs,
  { folder, options }: { readonly folder: string; readonly options: StartOptions },
): Promise<string> {
  const { ours, theirs } = await measureInTurn({
    ours: await generateColumn(programs, await openProject(options)),
    theirs: await drizzleGenerate(join(folder, "drizzle"), options),
  }, { runs: 3 });
  const row = (name: string, measure: Measure) => [
    name,
    milliseconds(measure.cpuMs),
    milliseconds(measure.wallMs),
    ratioTo(measure, ours),
  ];
  return markdownTable(["generate, one column added", "CPU ms", "wall ms", "ratio"], [
    row("penumbra, compiled", ours),
    row("drizzle-kit", theirs),
  ]);
}

/** Writes the migration for one column, repeatedly and with a warm cache. */
async function generateColumn({ penumbra }: Programs, settled: Project): Promise<Run> {
  const { folder: cwd, goBack } = await oneColumnAhead(settled, {
    name: "start",
    warm: ({ folder }) => runCommand([penumbra, "check"], { cwd: folder })(),
  });
  return runCommand([penumbra, "generate"], { cwd, before: goBack });
}

type Name = "empty" | "version" | "check" | "bundle" | "source" | "generate";

const ROWS: readonly {
  readonly name: Name;
  readonly label: string;
  readonly against?: Name;
  readonly goal: string;
}[] = [
  { name: "empty", label: "an empty program, compiled", goal: "" },
  { name: "version", label: "--version, compiled", against: "empty", goal: "1.3 × empty" },
  {
    name: "check",
    label: "check, compiled",
    against: "version",
    goal: "4 × --version",
  },
  { name: "bundle", label: "check, deno run of the bundle", against: "check", goal: "70 ms CPU" },
  { name: "source", label: "check, deno run of mod.ts", against: "check", goal: "" },
  {
    name: "generate",
    label: "generate, one column added, compiled",
    against: "check",
    goal: "150 ms CPU",
  },
];

function ratioTo(measure: Measure, other: Measure | undefined): string {
  return other === undefined ? "" : ratio(measure, other).toFixed(2);
}

/** Builds everything that is compared, or returns why it cannot be built. */
async function buildPrograms(target: CompileTarget, folder: string): Promise<Programs | string> {
  const compiled = await compile(target, { folder });
  if (!compiled.ok) return compiled.reason;
  const fetched = await fetchPackages([target.runtime]);
  if (!fetched.ok) return fetched.reason;
  const bun = join(fetched.folders.get(target.runtime)!, runtimeFile(target));
  const empty = join(folder, "empty");
  await Deno.mkdir(join(folder, "modules"));
  await Deno.writeTextFile(join(folder, "modules", "entry.js"), "");
  const failure = await runBun(bun, {
    folder: join(folder, "modules"),
    entries: ["entry.js"],
    runtime: bun,
    bunTarget: bunTarget(target),
    outFile: empty,
  });
  if (failure !== undefined) return failure;
  const bundle = join(folder, "penumbra.js");
  await Deno.writeTextFile(bundle, (await bundleForUrl("")).text);
  const source = new URL("../../mod.ts", import.meta.url).pathname;
  return { empty, penumbra: compiled.file, bundle, source };
}

const OPTIONS = {
  migrations: number("How many migrations the project has", 1000),
  tables: number("How many tables it has", 300),
  runs: number("How often each is measured", 15),
  seed: number("The seed of the project", 1),
  drizzle: flag("Measure drizzle-kit, too, which npm fetches"),
};

/** Prints the table, or why there is none. */
async function main(): Promise<void> {
  const options = readOptions("bench:start", OPTIONS);
  const target = hostTarget();
  const folder = await Deno.makeTempDir();
  try {
    const programs = target === undefined
      ? "there is no Bun for this machine"
      : await buildPrograms(target, folder);
    if (typeof programs === "string") {
      console.log(`Skipped, since nothing can be compiled here: ${programs}`);
      return;
    }
    console.log(await benchStart(programs, options));
    const { migrations, tables, runs } = options;
    console.log(`${migrations} migrations, ${tables} tables; medians of ${runs} runs in turn.\n`);
    if (options.drizzle) console.log(await benchDrizzle(programs, { folder, options }));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) await main();
