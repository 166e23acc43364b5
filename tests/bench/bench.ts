/**
 * `deno task bench`: how long commands take by the size of a project. Prints Markdown; README.md
 * beside this file explains the rows.
 */
import { number, numbers, readOptions, someOf } from "../../scripts/options.ts";
import { engineVersion } from "../../src/host/engines/engine.ts";
import { benchCheck, benchGenerate, benchStart } from "./commands.ts";
import { benchReplay } from "./replay.ts";

/** The sizes of the projects, and how often each is measured. */
export interface BenchOptions {
  readonly migrations: readonly number[];
  readonly tables: readonly number[];
  readonly runs: number;
  readonly seed: number;
}

const BENCHES = {
  replay: benchReplay,
  check: benchCheck,
  generate: benchGenerate,
  start: benchStart,
};

const NAMES = Object.keys(BENCHES) as (keyof typeof BENCHES)[];

const OPTIONS = {
  only: someOf(NAMES, { takes: "name,name", help: "What to measure", otherwise: NAMES }),
  migrations: numbers("How many migrations the projects have", [10, 100, 1000]),
  tables: numbers("How many tables they have", [5, 50, 300]),
  runs: number("How often each is measured", 3),
  seed: number("The seed of the projects", 1),
};

/** What the figures depend on, without anything that identifies the machine. */
async function machine(): Promise<string> {
  const cores = navigator.hardwareConcurrency;
  const gigabytes = Math.round(Deno.systemMemoryInfo().total / 2 ** 30);
  return `${cores} cores of ${processor()}, ${gigabytes} GB; Deno ${Deno.version.deno}, ` +
    `${await engineVersion("sqlite")} in it, ${await engineVersion("libsql")}`;
}

function processor(): string {
  try {
    const found = /^model name\s*:\s*(.*)$/m.exec(Deno.readTextFileSync("/proc/cpuinfo"));
    return found?.[1] ?? Deno.build.arch;
  } catch {
    return Deno.build.arch;
  }
}

if (import.meta.main) {
  const { only, ...options } = readOptions("bench", OPTIONS);
  for (const name of NAMES) {
    if (only.includes(name)) console.log(await BENCHES[name](options));
  }
  console.log(`CPU ms, medians, seed ${options.seed}. ${await machine()}.`);
}
