/**
 * `deno task bench [--full] [--only replay,check,generate,start] [--migrations 10,100,1000]
 * [--tables 5,50,300] [--runs 3] [--seed 1]`: how long commands take by the size of a project.
 * Prints Markdown; README.md beside this file explains the rows.
 */
import { parseArgs } from "node:util";
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

function readOptions(): { only: readonly string[]; options: BenchOptions } {
  const { values } = parseArgs({
    options: {
      full: { type: "boolean", default: false },
      only: { type: "string", default: Object.keys(BENCHES).join(",") },
      migrations: { type: "string" },
      tables: { type: "string", default: "5,50,300" },
      runs: { type: "string", default: "3" },
      seed: { type: "string", default: "1" },
    },
  });
  const migrations = values.migrations ?? (values.full ? "10,100,1000,5000" : "10,100,1000");
  return {
    only: values.only.split(","),
    options: {
      migrations: migrations.split(",").map(Number),
      tables: values.tables.split(",").map(Number),
      runs: Number(values.runs),
      seed: Number(values.seed),
    },
  };
}

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
  const { only, options } = readOptions();
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (only.includes(name)) console.log(await bench(options));
  }
  console.log(`CPU ms, medians, seed ${options.seed}. ${await machine()}.`);
}
