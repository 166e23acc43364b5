import assert from "node:assert/strict";
import type { Change, Target } from "penumbra";
import { detectChanges } from "../../src/diff/detect_changes.ts";
import { describeChange } from "../../src/diff/describe.ts";
import type { Rename } from "../../src/diff/rename.ts";
import type { Engine } from "../../src/host/engine.ts";
import { introspect } from "../../src/schema/introspect.ts";
import type { SchemaSnapshot } from "../../src/schema/snapshot.ts";
import { independentFacts } from "../../src/shadow/independent.ts";
import { describeMode, type Mode, MODES, openWith, runMigration, statementsOf } from "./engines.ts";
import { back, forth, type GoldenCase, loadSides, type Sides, value } from "./golden_case.ts";
import { keptBy, lostRows, readRows, turnedRound } from "./rows.ts";

/**
 * Holds a case against what every migration must keep: it reaches the schema (by the model, and by
 * what the engine says), leaves nothing to do, leaves a sound database and every row, in each way of
 * running it, on libSQL and on plain SQLite; the way back does too; and it is the same every time.
 */
export async function holdAgainstLaws(golden: GoldenCase, text: string): Promise<void> {
  const sides = await loadSides(golden);
  const again = value(await forth(golden, sides));
  assert.equal(again.text, text, "two runs give the same bytes");
  const rest = value(await forth(golden, { ...sides, before: sides.after }));
  assert.equal(rest.text, "", "the same answers leave nothing to do");
  const noWayBack = golden.answers.back?.none !== undefined;
  const undo = noWayBack ? undefined : value(await back(golden, sides)).text;
  assert.doesNotMatch(text, refusedBy(golden.answers.target), "the target takes every statement");
  for (const mode of modesOf(golden)) {
    try {
      await holdIn(mode, { golden, sides, text, undo, renames: again.changes.filter(isRename) });
    } catch (error) {
      throw new Error(`${describeMode(mode)}: ${(error as Error).message}`, { cause: error });
    }
  }
}

/** What a target refuses at the start of a statement. */
function refusedBy(target: Target = "libsql"): RegExp {
  const always = "PRAGMA (?!defer_foreign_keys)|VACUUM|ATTACH|CREATE TEMP|BEGIN|COMMIT";
  const more = target === "d1" ? "|SAVEPOINT|RELEASE|ROLLBACK" : "";
  return new RegExp(`^(${always}${more})`, "im");
}

/** The ways of running it that the case does not leave out. */
function modesOf({ answers }: GoldenCase): Mode[] {
  return MODES.filter((mode) =>
    (mode.engine === "libsql" || answers.libsqlOnly === undefined) &&
    (answers.only === undefined || describeMode(mode).includes(answers.only.mode))
  );
}

function isRename(change: Change): change is Rename {
  return change.kind === "rename-table" || change.kind === "rename-column";
}

interface Trial {
  readonly golden: GoldenCase;
  readonly sides: Sides;
  readonly text: string;
  /** The migration of the way back. */
  readonly undo: string | undefined;
  readonly renames: readonly Rename[];
}

async function holdIn(mode: Mode, trial: Trial): Promise<void> {
  const { golden, sides, text, undo, renames } = trial;
  const kept = keptBy(sides.before, sides.after, renames);
  const engine = await openWith(mode, golden.before, golden.rows);
  try {
    const [was, dangled] = [readRows(engine, kept, 0), danglingRows(engine)];
    runMigration(engine, text, mode);
    await reaches(engine, { mode, ddl: golden.after, schema: sides.after, golden });
    assert.deepEqual(lostRows(kept, was, readRows(engine, kept, 1)), [], "the rows are unchanged");
    const dangling = danglingRows(engine);
    if (dangling !== undefined) assert.deepEqual(dangling, dangled ?? [], "no row points nowhere");
    for (const query of statementsOf(golden.holds)) {
      assert.equal(Number(engine.query(query)[0]?.[0]), 1, `it holds that ${query}`);
    }
  } finally {
    engine.close();
  }
  if (undo !== undefined) await holdOnTheWayBack(mode, trial, undo);
}

async function holdOnTheWayBack(mode: Mode, trial: Trial, undo: string): Promise<void> {
  const { golden, sides, text, renames } = trial;
  const kept = keptBy(sides.before, sides.after, renames).map(turnedRound);
  const withRows = golden.answers.back?.withoutRows === undefined;
  const engine = await openWith(mode, golden.before, withRows ? golden.rows : "");
  try {
    runMigration(engine, text, mode);
    const was = readRows(engine, kept, 0);
    runMigration(engine, undo, mode);
    await reaches(engine, { mode, ddl: golden.before, schema: sides.before, golden });
    const lost = lostRows(kept, was, readRows(engine, kept, 1));
    assert.deepEqual(lost, [], "the rows are unchanged on the way back");
  } finally {
    engine.close();
  }
}

/** The schema is there, by the model and by a second pair of eyes; and the database is sound. */
async function reaches(
  engine: Engine,
  goal: {
    readonly mode: Mode;
    readonly ddl: string;
    readonly schema: SchemaSnapshot;
    readonly golden: GoldenCase;
  },
): Promise<void> {
  const { mode, ddl, schema, golden: { answers } } = goal;
  const reached = introspect((sql, ...parameters) => engine.query(sql, ...parameters));
  const { columnOrder = "any" } = answers;
  const left = detectChanges(reached, schema, { columnOrder }).map(describeChange);
  assert.deepEqual(left, [], "nothing is left to do");
  const wanted = await openWith(mode, ddl);
  try {
    assert.deepEqual(independentFacts(engine), independentFacts(wanted), "the engine says so too");
  } finally {
    wanted.close();
  }
  assert.deepEqual(engine.query("PRAGMA integrity_check"), [["ok"]], "the database is sound");
}

/** The rows that point nowhere, where the engine can tell: keys may name what nothing keeps unique. */
function danglingRows(engine: Engine): unknown {
  try {
    return engine.query('SELECT "table", rowid, parent FROM pragma_foreign_key_check');
  } catch {
    return undefined;
  }
}
