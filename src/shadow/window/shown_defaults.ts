import type { Column } from "../../schema/snapshot.ts";
import { literalOf, readable } from "../literals.ts";
import { ownTableName } from "../own_sql.ts";
import type { ShadowDatabase } from "../shadow_database.ts";

/**
 * The values that rows have in columns which were added after them, as SQL: their defaults, converted
 * to their types.
 */
export function shownDefaults(columns: readonly Column[], shadow: ShadowDatabase): string[] {
  if (columns.every((it) => it.default === undefined)) return columns.map(() => "NULL");
  const definitions = columns.map(({ type, default: value }, index) => {
    // In quotes, a type has the same affinity, whatever words it consists of.
    const quoted = type === "" ? "" : ` "${type.replaceAll('"', '""')}"`;
    return `c${index}${quoted}${value === undefined ? "" : ` DEFAULT (${value})`}`;
  });
  const table = ownTableName();
  const refusal = shadow.runTrusted([
    `CREATE TABLE ${table} (${definitions.join(", ")})`,
    `INSERT INTO ${table} DEFAULT VALUES`,
  ]);
  if (refusal !== undefined) throw new Error(refusal);
  const names = columns.map((_, index) => readable(`c${index}`));
  const [row] = shadow.query(`SELECT ${names.join(", ")} FROM main.${table}`);
  shadow.runTrusted([`DROP TABLE ${table}`]);
  return row!.map(literalOf);
}
