import type { BenchOptions } from "./bench.ts";
import {
  markdownTable,
  measureInTurn,
  milliseconds,
  ratio,
  type Run,
  runCommand,
} from "./measure.ts";
import { cachePath, oneColumnAhead, openProject, type Project } from "./projects.ts";
import { everySize, runsFor, sizeLabel } from "./sizes.ts";

/**
 * A table: `check` with nothing to do, as whole processes, without and with a cache. With one, it
 * is also run where libSQL cannot be loaded, since it must not open a database.
 */
export async function benchCheck(options: BenchOptions): Promise<string> {
  const rows: string[][] = [];
  for (const size of everySize(options)) {
    const project = await openProject(size);
    const { cold, warm } = await measureInTurn({
      cold: penumbra(["check"], { project, before: () => removeCache(project) }),
      warm: penumbra(["check"], { project }),
    }, runsFor(size, options));
    await penumbra(["check"], { project, permissions: ["--allow-all", "--deny-ffi"] })();
    rows.push([
      sizeLabel(size),
      ...[cold, warm].map(({ cpuMs }) => milliseconds(cpuMs)),
      ratio(cold, warm).toFixed(0),
    ]);
    console.error(`check     ${rows.at(-1)!.join("  ")}`);
  }
  const head = ["migrations / tables", "cold", "warm", "times faster"];
  return `## check, with nothing to do\n\n${markdownTable(head, rows)}`;
}

/**
 * A table: one column is missing and the cache is warm. The time to preview the migration,
 * including the proof, to write it, and to check again.
 */
export async function benchGenerate(options: BenchOptions): Promise<string> {
  const rows: string[][] = [];
  for (const size of everySize(options)) {
    const project = await oneColumnAhead(await openProject(size), {
      name: "column",
      warm: (copy) => penumbra(["check"], { project: copy })(),
    });
    const before = project.goBack;
    const { empty, shown, written, checked } = await measureInTurn({
      empty: emptyFile(project),
      shown: penumbra(["generate", "--dry-run"], { project, before }),
      written: penumbra(["generate"], { project, before }),
      checked: penumbra(["check"], { project }),
    }, { runs: options.runs });
    rows.push([
      sizeLabel(size),
      ...[empty, shown, written, checked].map(({ cpuMs }) => milliseconds(cpuMs)),
      ratio(shown, empty).toFixed(0),
    ]);
    console.error(`generate  ${rows.at(-1)!.join("  ")}`);
  }
  const head = [
    "migrations / tables",
    "an empty file",
    "generate --dry-run",
    "generate",
    "check after it",
    "dry run / empty",
  ];
  return `## generate, one column added\n\n${markdownTable(head, rows)}`;
}

/** A table: the fixed cost of a command, compared with Deno running an empty file. */
export async function benchStart({ runs, seed }: BenchOptions): Promise<string> {
  const project = await openProject({ migrations: 10, tables: 5, seed });
  await penumbra(["check"], { project })();
  const measures = await measureInTurn({
    "an empty file": emptyFile(project),
    "--version": penumbra(["--version"], { project }),
    "--help": penumbra(["--help"], { project }),
    "check, warm": penumbra(["check"], { project }),
  }, { runs: Math.max(runs, 9) });
  const rows = Object.entries(measures).map(([name, measure]) => [
    name,
    milliseconds(measure.cpuMs),
    milliseconds(measure.wallMs),
    ratio(measure, measures["an empty file"]).toFixed(1),
  ]);
  return `## Start-up\n\n${markdownTable(["", "CPU", "wall", "ratio"], rows)}`;
}

/** The cost of Deno itself, which also shows the load of the machine. */
function emptyFile({ folder }: Project): Run {
  Deno.writeTextFileSync(`${folder}/empty.ts`, "");
  return runCommand([Deno.execPath(), "run", `${folder}/empty.ts`]);
}

/** Runs the command line from its sources, as a user of Deno does. */
function penumbra(
  args: readonly string[],
  { project, before, permissions = ["--allow-all"] }: {
    readonly project: Project;
    readonly before?: () => void;
    readonly permissions?: readonly string[];
  },
): Run {
  const entry = new URL("../../mod.ts", import.meta.url).pathname;
  return runCommand([Deno.execPath(), "run", ...permissions, entry, ...args], {
    cwd: project.folder,
    ...(before === undefined ? {} : { before }),
  });
}

function removeCache(project: Project): void {
  try {
    Deno.removeSync(cachePath(project));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
