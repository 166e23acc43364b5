import { fail, type Result, succeed } from "../base/result.ts";
import { fillKey } from "../plan/survey.ts";
import { findByName, type SchemaSnapshot } from "../schema/snapshot.ts";
import { guard } from "../shadow/guard.ts";
import { ShadowDatabase } from "../shadow/shadow_database.ts";
import { quoteName } from "../sql/names.ts";
import { splitStatements } from "../sql/statements.ts";
import type { Resolution } from "./resolve.ts";

/**
 * Whether every fill can be computed for a row of its table as it is before the migration. Fails
 * with the engine's own words at the first one that cannot.
 */
export async function checkFills(
  { renamed, fills }: Resolution,
  desired: SchemaSnapshot,
): Promise<Result<void>> {
  if (fills.size === 0) return succeed(undefined);
  await using shadow = await ShadowDatabase.open();
  for (const table of renamed.tables) {
    for (const { name } of findByName(desired.tables, table.name)?.columns ?? []) {
      const fill = fills.get(fillKey(table.name, name));
      if (fill === undefined) continue;
      const text = `SELECT (${fill}) FROM ${quoteName(table.name)}`;
      const script = splitStatements({ name: `--fill ${table.name}.${name}`, text });
      if (!script.ok) return script;
      const refused = script.value.statements.map(guard).find((it) => it !== undefined);
      if (refused !== undefined) return fail("misuse", refused);
      const opened = shadow.attempt(table.sql);
      const reason = opened ?? shadow.attempt(`EXPLAIN ${text}`);
      shadow.attempt(`DROP TABLE ${quoteName(table.name)}`);
      if (reason === undefined) continue;
      return fail("misuse", {
        code: "plan/bad-fill",
        severity: "error",
        message: `Cannot fill "${name}" of "${table.name}" with ${fill}: ${reason}`,
        hint: "Write an SQL expression over the columns the table has now; quote text like 'this'",
      });
    }
  }
  return succeed(undefined);
}
