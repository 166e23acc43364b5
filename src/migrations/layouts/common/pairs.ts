import type { LayoutFile, NewMigration } from "../layout.ts";

/** The file of a migration, and the one that undoes it if there is a down migration. */
export function pairOfFiles(
  id: string,
  { sql, downSql }: Pick<NewMigration, "sql" | "downSql">,
): LayoutFile[] {
  const up = { path: `${id}.up.sql`, text: sql, replaces: false };
  if (downSql === undefined) return [up];
  return [up, { path: `${id}.down.sql`, text: downSql, replaces: false }];
}
