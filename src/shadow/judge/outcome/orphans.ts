import { fold } from "../../../sql/names.ts";
import type { ShadowDatabase } from "../../database/shadow_database.ts";

/** The number of orphan rows by `child parent`, both folded. */
export function countOrphans(shadow: ShadowDatabase): ReadonlyMap<string, number> {
  const check = 'SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2';
  // If a parent's key is not unique, SQLite refuses to check anything.
  const answer = shadow.tryQuery(check);
  if (typeof answer === "string") return new Map();
  return new Map(
    answer.map(([table, parent, count]) =>
      [`${fold(String(table))} ${fold(String(parent))}`, Number(count)] as const
    ),
  );
}
