import assert from "node:assert/strict";
import type { NextMigration, SchemaSnapshot } from "penumbra";
import { detectChanges } from "../../src/diff/detect_changes.ts";
import { describeChange } from "../../src/diff/describe.ts";
import { introspect } from "../../src/schema/introspect.ts";
import { independentFacts } from "../../src/shadow/proof/independent.ts";
import type { Engine } from "../../src/host/engines/engine.ts";
import { describeMode, type Mode, MODES, openWith, runMigration, statementsOf } from "./engines.ts";
import { attemptsOf, lossesDespiteErrors, tablesThatKeepRows } from "./despite_errors.ts";
import {
  type Answers,
  back,
  forth,
  type GoldenCase,
  type Sides,
  targetOf,
  value,
} from "./golden_case.ts";
import { type Kept, keptBy, lostRows, readRows, reversed } from "./rows.ts";
import { lossesWhenRunAgain } from "./run_again.ts";
import { attemptsForShell, HAS_SHELL, lossesInShell } from "./shell.ts";

/**
 * Checks the laws of every migration: in every mode, on libSQL and on plain SQLite, with legacy_alter_table
 * too, it reaches the schema (by the model, and by what the engine reports), leaves nothing to do, a sound
 * database and every row; and so does the down migration. A runner that continues after an error loses no
 * row, and a second run no value. The expected text shows that two runs give the same bytes, since another run wrote it.
 */
export async function holdAgainstLaws(
  golden: GoldenCase,
  sides: Sides,
  migration: NextMigration,
): Promise<void> {
  const { answers } = golden;
  const tables = [...sides.before.tables, ...sides.after.tables];
  const isRead = tables.every((table) => table.opaque === undefined);
  assert.equal(isRead, answers.opaque === undefined, "the model has words for every table");
  const rest = value(await forth(golden, { ...sides, before: sides.after }));
  assert.equal(rest.text, "", "the same answers leave nothing to do");
  const refused = statementsOf(migration.text).filter((sql) => isRefused(sql, answers));
  assert.deepEqual(refused, [], "the target takes every statement");
  assert.deepEqual(
    splitComments(migration.text),
    [],
    "whoever splits at semicolons splits no comment",
  );
  const undo = answers.back?.none === undefined ? value(await back(golden, sides)).text : undefined;
  const renames = migration.changes.filter((change) =>
    change.kind === "rename-table" || change.kind === "rename-column"
  );
  const kept = keptBy(sides.before, sides.after, renames);
  const goals = new Map<string, string[]>();
  for (const mode of modesOf(golden)) {
    const trial: Trial = { golden, sides, mode, text: migration.text, undo, kept, goals };
    try {
      await holdOnTheWay(trial);
      await holdWhereItStops(trial);
      if (isTelling(mode)) await holdOnTheWayBack(trial);
      if (isTelling(mode)) await holdWhenRunAgain(trial);
    } catch (error) {
      throw new Error(`${describeMode(mode)}: ${(error as Error).message}`, { cause: error });
    }
  }
  await holdWhereRunnersGoOn(golden, migration.text, { sides, kept });
}

/** Whether the SQLite of the shell may be unable to run the case. */
function isForOneEngine({ libsqlOnly, sqliteOnly }: Answers): boolean {
  return libsqlOnly !== undefined || sqliteOnly !== undefined;
}

/** Whether the target refuses the statement. */
function isRefused(sql: string, answers: Answers): boolean {
  const target = targetOf(answers);
  const always = "vacuum|attach|create temp|begin|commit";
  const more = target === "d1"
    ? "savepoint|release|rollback|insert or rollback"
    : target.startsWith("sqlite")
    ? answers.rebuild === "alone" ? "pragma foreign_keys = on" : "pragma foreign_keys"
    : "pragma (?!defer_foreign_keys)";
  return new RegExp(`^(${always}|${more})`, "i").test(sql);
}

/** The modes that the case does not exclude; libSQL servers and D1 have no legacy_alter_table. */
function modesOf({ answers }: GoldenCase): Mode[] {
  return MODES.filter((mode) =>
    (mode.engine === "libsql" ? answers.sqliteOnly : answers.libsqlOnly) === undefined &&
    (!mode.legacy || targetOf(answers).startsWith("sqlite")) &&
    (answers.only === undefined || describeMode(mode).includes(answers.only.mode))
  );
}

/** The two most different modes of each engine; some laws are only checked in these, for speed. */
function isTelling({ transaction, foreignKeys }: Mode): boolean {
  return transaction === foreignKeys;
}

interface Trial {
  readonly golden: GoldenCase;
  readonly sides: Sides;
  readonly mode: Mode;
  readonly text: string;
  /** The down migration, if there is one. */
  readonly undo: string | undefined;
  readonly kept: readonly Kept[];
  /** What the engines report about the schemas themselves, by engine and side. */
  readonly goals: Map<string, string[]>;
}

async function holdOnTheWay(trial: Trial): Promise<void> {
  const { golden, mode, text, kept } = trial;
  const engine = await openWith(mode, golden.before, golden.rows);
  try {
    const [was, dangled] = [readRows(engine, kept, 0), orphanFaults(engine)];
    runMigration(engine, text, mode);
    await reaches(engine, trial, "after");
    assert.deepEqual(lostRows(kept, was, readRows(engine, kept, 1)), [], "the rows are unchanged");
    const dangling = orphanFaults(engine);
    if (dangling !== undefined) assert.deepEqual(dangling, dangled ?? [], "no row points nowhere");
    for (const query of statementsOf(golden.holds)) {
      assert.equal(Number(engine.query(query)[0]?.[0]), 1, `it holds that ${query}`);
    }
  } finally {
    engine.close();
  }
}

/** Rows that violate the new schema stop the migration before it has changed anything. */
async function holdWhereItStops(trial: Trial): Promise<void> {
  const { golden, mode, text, kept } = trial;
  const { stops } = golden.answers;
  if (stops === undefined) return;
  const engine = await openWith(mode, golden.before, stops.rows);
  try {
    const was = readRows(engine, kept, 0);
    assert.throws(() => runMigration(engine, text, mode), (error: Error) => {
      assert.ok(error.message.includes(stops.says), error.message);
      return true;
    });
    // Like the end of the connection, for the transaction or for the SAVEPOINT of the file.
    engine.run("ROLLBACK");
    assert.deepEqual(lostRows(kept, was, readRows(engine, kept, 0)), [], "no row has changed");
    await reaches(engine, trial, "before");
  } finally {
    engine.close();
  }
}

/** A file that is run a second time loses nothing that was written in between. */
async function holdWhenRunAgain({ golden, sides, text, mode }: Trial): Promise<void> {
  if (golden.answers.again !== undefined) return;
  assert.deepEqual(await lossesWhenRunAgain(golden, sides, { text, mode }), []);
}

/** A runner that continues after an error may leave a half-applied migration, but loses no row. */
async function holdWhereRunnersGoOn(
  golden: GoldenCase,
  text: string,
  about: { readonly sides: Sides; readonly kept: readonly Kept[] },
): Promise<void> {
  const statements = statementsOf(text);
  const attempts = attemptsOf(golden, statements);
  const kept = await tablesThatKeepRows(golden, text, about);
  assert.deepEqual(await lossesDespiteErrors(golden, statements, { attempts, kept }), []);
  if (!HAS_SHELL || isForOneEngine(golden.answers)) return;
  const sample = attemptsForShell(attempts, statements);
  const run = { schema: golden.before, statements, attempts: sample, kept };
  assert.deepEqual(await lossesInShell(run) ?? [], []);
}

async function holdOnTheWayBack(trial: Trial): Promise<void> {
  const { golden, mode, text, undo } = trial;
  if (undo === undefined) return;
  const rows = golden.answers.back?.withoutRows === undefined ? golden.rows : "";
  const engine = await openWith(mode, golden.before, rows);
  try {
    runMigration(engine, text, mode);
    const kept = trial.kept.map(reversed);
    const was = readRows(engine, kept, 0);
    runMigration(engine, undo, mode);
    await reaches(engine, trial, "before");
    const lost = lostRows(kept, was, readRows(engine, kept, 1));
    assert.deepEqual(lost, [], "the rows are unchanged on the way back");
  } finally {
    engine.close();
  }
}

/** The schema is reached, by the model and independently of it, and the database is sound. */
async function reaches(engine: Engine, trial: Trial, side: "before" | "after"): Promise<void> {
  const { golden, sides, mode } = trial;
  const reached = introspect((sql, ...parameters) => engine.query(sql, ...parameters));
  assert.deepEqual(leftToDo(reached, sides[side], golden), [], "nothing is left to do");
  assert.deepEqual(engine.query("PRAGMA integrity_check"), [["ok"]], "the database is sound");
  if (!isTelling(mode)) return;
  const key = `${mode.engine} ${side}`;
  const goal = trial.goals.get(key) ?? await factsOf(mode, golden[side]);
  trial.goals.set(key, goal);
  assert.deepEqual(independentFacts(engine), goal, "the engine says so too");
}

function leftToDo(reached: SchemaSnapshot, goal: SchemaSnapshot, { answers }: GoldenCase) {
  const { columnOrder = "any" } = answers;
  return detectChanges(reached, goal, { columnOrder }).map(describeChange);
}

async function factsOf(mode: Mode, ddl: string): Promise<string[]> {
  const engine = await openWith(mode, ddl);
  try {
    return independentFacts(engine);
  } finally {
    engine.close();
  }
}

/** The orphan rows, if the engine can find them: it cannot if a parent key is not unique. */
function orphanFaults(engine: Engine): unknown {
  try {
    return engine.query('SELECT "table", rowid, parent FROM pragma_foreign_key_check');
  } catch {
    return undefined;
  }
}

/** The comments with a semicolon of ours: those of users are in quotes. */
function splitComments(text: string): string[] {
  const isSplit = (line: string) => line.replaceAll(/"[^"]*"|'[^']*'/g, "").includes(";");
  return text.split("\n").filter((line) => line.startsWith("--") && isSplit(line));
}
