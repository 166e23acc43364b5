import { DatabaseSync } from "node:sqlite";
import { betterSqlite3, type Driver, libsql, nodeSqlite } from "../../src/runner/mod.ts";

/** The packages that are tested. */
export const PACKAGES = ["node:sqlite", "libsql", "@libsql/client"] as const;

export type PackageName = typeof PACKAGES[number];

/** A driver for a database file. */
export async function openWith(name: PackageName, path: string): Promise<Driver> {
  if (name === "node:sqlite") return nodeSqlite(new DatabaseSync(path, { timeout: 5_000 }));
  if (name === "libsql") {
    const { default: Libsql } = await import("npm:libsql@0.5.29");
    return betterSqlite3(new Libsql(path));
  }
  const { createClient } = await import("npm:@libsql/client@0.18.0/sqlite3");
  const client = createClient({ url: `file:${path}` });
  await client.execute("PRAGMA busy_timeout = 5000");
  return libsql(client);
}

/** The contents of a database except for times, and the result of its integrity check. */
export function contentsOf(path: string): string {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  try {
    const tables = database.prepare(
      "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name",
    ).all();
    const contents = tables.map(({ name, sql }) => {
      if (!/^CREATE TABLE/i.test(String(sql))) return [name, sql];
      const rows = database.prepare(`SELECT * FROM "${name}"`).all().map((row) => {
        const { applied_at: _, duration_ms: __, ...facts } = row;
        return JSON.stringify(facts);
      });
      // The order of application must be the same, too.
      return [name, sql, name === "_penumbra_migrations" ? rows : rows.sort()];
    });
    const orphans = database.prepare("PRAGMA foreign_key_check").all().length;
    const integrity = database.prepare("PRAGMA integrity_check").all().map((row) =>
      Object.values(row)[0]
    );
    return JSON.stringify({ contents, orphans, integrity }, null, 1);
  } finally {
    database.close();
  }
}
