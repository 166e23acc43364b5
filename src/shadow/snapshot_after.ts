import { fail, type Result, succeed } from "../base/result.ts";
import { scopeOf } from "../schema/scope.ts";
import { objectsOf, type SchemaSnapshot, snapshotOf } from "../schema/snapshot.ts";
import type { Statement } from "../sql/statements.ts";
import { type BrokenObject, brokenObjects } from "./probe.ts";
import { ShadowDatabase } from "./shadow_database.ts";

/** A schema, and what of it does not compile. */
export interface ProbedSnapshot {
  readonly snapshot: SchemaSnapshot;
  readonly broken: readonly BrokenObject[];
  /** Whether the statements left rows in a table. */
  readonly holdsRows: boolean;
}

/**
 * The schema that statements make of another one. Only what they can touch or need is put on a
 * shadow; all else stays as it is, which saves most of the time where most of a schema stays.
 * Fails at the first statement the engine refuses.
 */
export async function snapshotAfter(
  base: SchemaSnapshot,
  statements: readonly Statement[],
): Promise<Result<ProbedSnapshot>> {
  if (statements.length === 0) return succeed({ snapshot: base, broken: [], holdsRows: false });
  const scope = new Set(scopeOf(base, statements));
  await using shadow = await ShadowDatabase.open();
  shadow.restore([...scope]);
  const refused = await shadow.applyStatements(statements);
  if (refused !== undefined) return fail("unfinished", refused);
  const snapshot = shadow.introspect();
  const broken = brokenObjects(shadow, snapshot);
  const untouched = objectsOf(base).filter((object) => !scope.has(object));
  return succeed({
    snapshot: snapshotOf([...untouched, ...objectsOf(snapshot)]),
    broken,
    holdsRows: shadow.holdsRows(),
  });
}
