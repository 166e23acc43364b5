import type { Diagnostic } from "../../src/base/diagnostic.ts";
import { lint } from "../../src/lint/lint.ts";
import { RUNNERS } from "../../src/migrations/runners/list.ts";
import type { RunnerProfile } from "../../src/migrations/runners/profile.ts";
import { EMPTY_SNAPSHOT } from "../../src/schema/snapshot.ts";
import { judgeFiles, type Judgement } from "../../src/shadow/judge/judge.ts";
import { snapshotAfter } from "../../src/shadow/replay/snapshot_after.ts";
import { splitStatements } from "../../src/sql/statements.ts";
import { type Random, randomFrom } from "../bench/random.ts";
import { type Database, openDatabase } from "../simulation/database.ts";
import { fillWorld } from "./fill.ts";
import type { Recipe } from "./recipe.ts";
import { COOKS } from "./recipes/list.ts";
import { allWatches, readPlace, type SeenLoss, seenLosses } from "./watch.ts";
import { createWorld, randomWorld, type World } from "./world.ts";

/** What one migration has shown. */
export interface Trial {
  readonly seed: number;
  readonly recipe: Recipe;
  readonly runner: string;
  /** What happened to the rows, over all sets of rows. */
  readonly seen: readonly SeenLoss[];
  /** The messages with which it stopped. */
  readonly stopped: readonly string[];
  /** The kinds of effects that the judgement found. */
  readonly judged: readonly string[];
  /** What the judgement missed, and what it found that never happened. */
  readonly faults: readonly string[];
  readonly text: string;
}

const RUNNER_NAMES = ["transaction", "transaction", "autocommit", "prisma", "shell"];

/** With how many sets of rows each migration is run. */
const FILLS = 4;

/** Tries a random migration; undefined if none can be written. The same seed tries the same one. */
export async function tryMigration(seed: number): Promise<Trial | undefined> {
  const random = randomFrom(seed * 31_337 + 5);
  const world = randomWorld(seed);
  const recipe = randomRecipe(world, random);
  if (recipe === undefined) return undefined;
  const chosen = random.pick(RUNNER_NAMES);
  const runner = RUNNERS.find(({ name }) => name === chosen)!;
  const runs = [];
  for (let fill = 0; fill < FILLS; fill++) {
    const rows = { random: randomFrom(seed * 101 + fill), mayBeEmpty: fill === FILLS - 1 };
    runs.push(await runOn(world, recipe, { runner, ...rows }));
  }
  const judgement = await judge(world, recipe, runner);
  if (
    judgement === undefined ||
    runs.some(({ stopped }) => /within a transaction/.test(stopped ?? ""))
  ) {
    return undefined;
  }
  const seen = distinct(runs.flatMap((it) => it.seen));
  const stopped = [...new Set(runs.flatMap((it) => it.stopped ?? []))];
  // Without a key, a row with another value is another row.
  const keyless = world.tables.filter(({ keys }) => keys === 0).map(({ name }) => name);
  const says = (recipe.says ?? []).map((said) =>
    keyless.find((it) => said.startsWith(`${it}.`)) ?? said
  );
  const facts = { recipe: { ...recipe, says }, seen, stopped, judgement, runner };
  return {
    ...{ seed, recipe, runner: runner.name, seen, stopped },
    faults: faultsOf(facts),
    judged: judgement.effects.map(({ effect }) => effect.kind),
    text: [...createWorld(world), "---", ...recipe.sql].map((sql) => `${sql};`).join("\n"),
  };
}

function randomRecipe(world: World, random: Random): Recipe | undefined {
  const total = COOKS.reduce((sum, [weight]) => sum + weight, 0);
  for (let attempt = 0; attempt < 20; attempt++) {
    let left = random.next() * total;
    const cook = COOKS.find(([weight]) => (left -= weight) < 0)![1];
    const recipe = cook({ world, random });
    if (recipe !== undefined) return recipe;
  }
}

function distinct(losses: readonly SeenLoss[]): SeenLoss[] {
  return [...new Map(losses.map((it) => [`${it.kind} ${it.table} ${it.column}`, it])).values()];
}

/** Runs a migration on a database with rows, as a runner does. */
async function runOn(
  world: World,
  recipe: Recipe,
  { runner, ...rows }: {
    readonly runner: RunnerProfile;
    readonly random: Random;
    readonly mayBeEmpty: boolean;
  },
): Promise<{ readonly seen: readonly SeenLoss[]; readonly stopped: string | undefined }> {
  const database = await openDatabase("libsql");
  try {
    for (const sql of createWorld({ ...world, others: [] })) must(database, sql);
    fillWorld(database, world, rows);
    for (const sql of world.others) must(database, sql);
    const watches = allWatches(world, recipe.watches ?? []);
    const before = watches.map((it) => readPlace(database, it.before));
    const stopped = run(database, recipe.sql, runner);
    if (stopped !== undefined && runner.atError === "stops") return { seen: [], stopped };
    const seen = watches.flatMap((it, at) =>
      seenLosses(it, before[at], readPlace(database, it.after))
    );
    return { seen, stopped };
  } finally {
    database.close();
  }
}

function must(database: Database, sql: string): void {
  const refused = database.run(sql);
  if (refused !== undefined) throw new Error(`${refused} in: ${sql}`);
}

/** The message of the first error. */
function run(
  database: Database,
  statements: readonly string[],
  { transaction, foreignKeys, atError }: RunnerProfile,
): string | undefined {
  database.run(`PRAGMA foreign_keys = ${foreignKeys}`);
  const all = transaction === "none" ? statements : ["BEGIN", ...statements, "COMMIT"];
  let first: string | undefined;
  for (const sql of all) {
    const message = database.run(sql);
    if (message === undefined) continue;
    first ??= `${message} in: ${sql}`;
    if (atError === "stops") break;
  }
  if (first !== undefined) database.run("ROLLBACK");
  return first;
}

/** What the judgement says about it; undefined if the runner could not run it at all. */
async function judge(
  world: World,
  recipe: Recipe,
  runner: RunnerProfile,
): Promise<Judgement | undefined> {
  const script = splitStatements(sourceOf("1", createWorld(world)));
  const migration = splitStatements(sourceOf("2", recipe.sql));
  if (!script.ok || !migration.ok) throw new Error("cannot be split");
  const state = await snapshotAfter(EMPTY_SNAPSHOT, script.value.statements);
  if (!state.ok) throw new Error(state.diagnostics[0]!.message);
  const judgement = await judgeFiles({
    engine: "libsql",
    before: state.value.snapshot,
    files: [{
      migration: { id: "2", version: "2", name: "", source: sourceOf("2", recipe.sql) },
      statements: migration.value.statements,
    }],
    runners: [runner],
  });
  return judgement.unable.length > 0 ? undefined : judgement;
}

function sourceOf(name: string, statements: readonly string[]) {
  return { name: `${name}.sql`, text: statements.map((sql) => `${sql};\n`).join("") };
}

function faultsOf({ recipe, seen, stopped, judgement, runner }: {
  readonly recipe: Recipe;
  readonly seen: readonly SeenLoss[];
  readonly stopped: readonly string[];
  readonly judgement: Judgement;
  readonly runner: RunnerProfile;
}): string[] {
  const findings = judgement.effects.map((it) => ({
    effect: it.effect,
    finding: lint([it], [runner])[0],
  }));
  const isSerious = (it: Diagnostic | undefined) => it !== undefined && it.severity !== "note";
  const isFailing = findings.some(({ effect, finding }) =>
    effect.kind === "failed" && isSerious(finding)
  );
  const isSaid = (table: string, column?: string) =>
    (recipe.says ?? []).some((it) => it === table || it === `${table}.${column}`);
  const missed = seen.flatMap((loss) => {
    if (isFailing || isSaid(loss.table, loss.column)) return [];
    const about = findings.filter(({ effect }) =>
      "table" in effect && effect.table === loss.table &&
      (loss.column === undefined || !("column" in effect) || effect.column === loss.column)
    );
    if (about.some(({ finding }) => isSerious(finding))) return [];
    const path = loss.column === undefined ? loss.table : `${loss.table}.${loss.column}`;
    const what = `${loss.kind} of ${path} (${loss.example})`;
    if (about.length > 0 && recipe.filters?.includes(loss.table)) return [];
    return `${about.length === 0 ? "missed" : "only a note"}: ${what}`;
  });
  const alarms = stopped.length > 0 ? [] : findings.filter(({ effect, finding }) => {
    if (!isSerious(finding) || effect.trait !== undefined || effect.dependsOnRows) return false;
    if (effect.kind === "failed") return effect.isCertain;
    if (effect.kind === "key-lost" || effect.kind === "orphans-left") return false;
    return "table" in effect && !seen.some(({ table }) => table === effect.table) &&
      !isSaid(effect.table, "column" in effect ? effect.column : undefined);
  });
  return [
    ...missed,
    ...alarms.map(({ finding }) => `alarm: ${finding!.code} ${finding!.message}`),
  ];
}
