import { fold } from "../../../sql/names.ts";
import type { ShadowDatabase } from "../../database/shadow_database.ts";

/** The orphan rows of a table under its foreign keys to a parent, both by their folded names. */
export interface Orphans {
  readonly table: string;
  readonly parent: string;
  readonly count: number;
}

/** The orphan rows of all tables. */
export function countOrphans(shadow: ShadowDatabase): readonly Orphans[] {
  const check = 'SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2';
  // If a parent's key is not unique, SQLite refuses to check anything.
  const answer = shadow.tryQuery(check);
  if (typeof answer === "string") return [];
  return answer.map(([table, parent, count]) => ({
    table: fold(String(table)),
    parent: fold(String(parent)),
    count: Number(count),
  }));
}
