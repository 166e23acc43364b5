import { fail, type Result, succeed } from "../base/result.ts";
import type { Rename } from "../diff/rename.ts";
import { renameColumnSteps, renameTableSteps } from "../plan/renames.ts";
import { statementsFor } from "../plan/render.ts";
import { findByName, objectsOf, type SchemaSnapshot } from "../schema/snapshot.ts";
import { fold, sameName } from "../sql/names.ts";
import { splitStatements } from "../sql/statements.ts";
import { brokenMessage } from "./probe.ts";
import { snapshotAfter } from "./snapshot_after.ts";

/**
 * The schema once these renames are done, with every index, view, trigger and foreign key following
 * as SQLite makes them follow. Fails where SQLite refuses one, as it does while a view is broken.
 * https://www.sqlite.org/lang_altertable.html#altertabrename
 */
export async function renamedSnapshot(
  snapshot: SchemaSnapshot,
  renames: readonly Rename[],
): Promise<Result<SchemaSnapshot>> {
  if (renames.length === 0) return succeed(snapshot);
  const tables = renames.filter((rename) => rename.kind === "rename-table");
  const columns = renames.filter((rename) => rename.kind === "rename-column");
  const steps = [
    ...renameTableSteps(tables, objectsOf(snapshot).map((object) => object.name)),
    ...[...Map.groupBy(columns, (rename) => fold(rename.table)).values()].flatMap((list) => {
      const name = tables.find((it) => sameName(it.after, list[0]!.table))?.before ??
        list[0]!.table;
      const taken = findByName(snapshot.tables, name)?.columns.map((column) => column.name) ?? [];
      return renameColumnSteps(list, taken);
    }),
  ];
  const text = steps.flatMap((step) => statementsFor(step, "libsql")).join(";\n");
  const script = splitStatements({ name: "the renames", text });
  if (!script.ok) return script;
  const after = await snapshotAfter(snapshot, script.value.statements);
  if (!after.ok) return after;
  const [broken] = after.value.broken;
  if (broken === undefined) return succeed(after.value.snapshot);
  return fail("unfinished", {
    code: "plan/rename-blocked",
    severity: "error",
    message: `Cannot rename: ${brokenMessage(broken)}`,
    hint: `Drop or mend ${broken.object.kind} "${broken.object.name}" in a migration first`,
  });
}
