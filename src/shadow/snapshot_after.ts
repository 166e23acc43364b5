import { type Result, succeed } from "../base/result.ts";
import { scopeOf } from "../schema/scope.ts";
import { objectsOf, type SchemaSnapshot, snapshotOf } from "../schema/snapshot.ts";
import type { Statement } from "../sql/statements.ts";
import { type BrokenObject, brokenObjects } from "./probe.ts";
import { makeRunnerTables, withoutTable } from "./runner_tables.ts";
import { type ApplyOptions, ShadowDatabase, type ShadowOptions } from "./shadow_database.ts";

/** A schema, and what of it does not compile. */
export interface ProbedSnapshot {
  readonly snapshot: SchemaSnapshot;
  readonly broken: readonly BrokenObject[];
  /** The names of the tables that the statements left rows in. */
  readonly filled: readonly string[];
}

/**
 * The schema that statements make of another one. Only what they can touch or need is put on a
 * shadow; all else stays as it is, which saves most of the time where most of a schema stays.
 * Fails as `ShadowDatabase.applyStatements` does.
 */
export async function snapshotAfter(
  base: SchemaSnapshot,
  statements: readonly Statement[],
  { engine, mode, starts }: ApplyOptions & Pick<ShadowOptions, "engine"> = {},
): Promise<Result<ProbedSnapshot>> {
  if (statements.length === 0) return succeed({ snapshot: base, broken: [], filled: [] });
  const scope = new Set(scopeOf(base, statements));
  await using shadow = await ShadowDatabase.open({ engine });
  shadow.restore([...scope]);
  const { table, statements: run } = makeRunnerTables(shadow, statements, mode);
  const applied = await shadow.applyStatements(run, { starts, mode });
  if (!applied.ok) return applied;
  const whole = shadow.introspect();
  const broken = brokenObjects(shadow, whole);
  const snapshot = table === undefined ? whole : withoutTable(whole, table);
  const untouched = objectsOf(base).filter((object) => !scope.has(object));
  return succeed({
    snapshot: snapshotOf([...untouched, ...objectsOf(snapshot)]),
    broken,
    filled: shadow.filledTables(snapshot.tables),
  }, applied.diagnostics);
}
