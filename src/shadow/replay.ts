import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import type { Migration } from "../migrations/directory.ts";
import { EMPTY_SNAPSHOT, type SchemaSnapshot } from "../schema/snapshot.ts";
import { splitStatements, type Statement } from "../sql/statements.ts";
import { brokenMessage, type BrokenObject } from "./probe.ts";
import { snapshotAfter } from "./snapshot_after.ts";

/** The schema after a history. */
export interface Replayed {
  readonly snapshot: SchemaSnapshot;
  /**
   * Whether what comes next depends on the schema alone: no table holds rows, and every view and
   * trigger compiles. Otherwise a longer history must be replayed from its start.
   */
  readonly resumable: boolean;
}

/**
 * The schema after these migrations, run on what an earlier replay came to. Views and triggers that
 * do not compile come back as warnings. Fails at the first statement the engine refuses.
 */
export async function replay(
  migrations: readonly Migration[],
  from: SchemaSnapshot = EMPTY_SNAPSHOT,
): Promise<Result<Replayed>> {
  const statements: Statement[] = [];
  for (const { source } of migrations) {
    const script = splitStatements(source);
    if (!script.ok) return script;
    statements.push(...script.value.statements);
  }
  const after = await snapshotAfter(from, statements);
  if (!after.ok) return after;
  const { snapshot, broken, holdsRows } = after.value;
  const resumable = broken.length === 0 && !holdsRows;
  return succeed({ snapshot, resumable }, broken.map(brokenWarning));
}

function brokenWarning(broken: BrokenObject): Diagnostic {
  return {
    code: "replay/broken-object",
    severity: "warning",
    message: brokenMessage(broken),
    hint: "Drop or mend it in the next migration: it blocks every RENAME and DROP COLUMN",
  };
}

/** The failure of a history that is asked for up to a migration that it does not have. */
export function noSuchMigration(id: string, path: string) {
  return fail("misuse", {
    code: "replay/no-such-migration",
    severity: "error",
    message: `Cannot replay up to "${id}": "${path}" holds no migration of that name`,
    hint: "Name a version or the whole name, as in migrations:DIR@0007",
  });
}
