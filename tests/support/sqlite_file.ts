import { DatabaseSync } from "node:sqlite";

/** Runs statements on a database file, which is created if it does not exist. */
export function execute(path: string, sql: string): void {
  using database = new DatabaseSync(path);
  database.exec(sql);
}

/** The rows that a query returns from a database file. */
export function rowsIn(path: string, sql: string): Record<string, unknown>[] {
  using database = new DatabaseSync(path);
  return database.prepare(sql).all().map((row) => ({ ...row }));
}
