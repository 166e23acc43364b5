import { type Result, succeed } from "../base/result.ts";
import { type Integrity, integrityOf } from "./integrity.ts";
import { type Location, queryLocation, type ReachOptions } from "./location.ts";
import { lastWriter } from "../host/database/last_writer.ts";

/** Facts about a database that do not depend on its schema. */
export interface Health extends Integrity {
  /** The version of SQLite that last wrote to the file, or that the server runs. */
  readonly version: string;
  readonly encoding: string;
  readonly journalMode: string;
  readonly pageSize: number;
  readonly pages: number;
  readonly freePages: number;
  readonly userVersion: number;
  readonly tables: number;
  readonly strictTables: number;
  readonly virtualTables: number;
  /** The number of orphan rows, by table and parent. */
  readonly orphans: readonly { readonly table: string; readonly parent: string; rows: number }[];
}

/** Reads all of these from a database without changing it. Fails as `queryLocation` does. */
export async function healthOf(location: Location, options: ReachOptions): Promise<Result<Health>> {
  const facts = await queryLocation(location, [VERSION, OBJECTS, ORPHANS], options);
  if (!facts.ok) return facts;
  const integrity = await integrityOf(location, options);
  if (!integrity.ok) return integrity;
  const [version, objects, orphans] = facts.value;
  // A server refuses some of them, and each separately.
  const ask = async (pragma: string) => {
    const answer = await queryLocation(location, [`PRAGMA ${pragma}`], options);
    return answer.ok ? answer.value[0]?.[0]?.[0] : undefined;
  };
  const [tables = 0, strict = 0, virtual = 0] = objects?.[0] ?? [];
  const file = location.kind === "database" ? await lastWriter(location.path) : undefined;
  return succeed({
    version: file ?? String(version?.[0]?.[0]),
    encoding: String(await ask("encoding") ?? "UTF-8"),
    journalMode: String(await ask("journal_mode") ?? "unknown"),
    pageSize: Number(await ask("page_size") ?? 0),
    pages: Number(await ask("page_count") ?? 0),
    freePages: Number(await ask("freelist_count") ?? 0),
    userVersion: Number(await ask("user_version") ?? 0),
    tables: Number(tables),
    strictTables: Number(strict),
    virtualTables: Number(virtual),
    ...integrity.value,
    orphans: (orphans ?? []).map(([table, parent, rows]) => ({
      table: String(table),
      parent: String(parent),
      rows: Number(rows),
    })),
  });
}

const VERSION = "SELECT sqlite_version()";

const OBJECTS = `SELECT count(*) FILTER (WHERE type = 'table'), sum(strict),
  count(*) FILTER (WHERE type = 'virtual') FROM pragma_table_list
  WHERE schema = 'main' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`;

const ORPHANS = `SELECT "table", parent, count(*) FROM pragma_foreign_key_check
  GROUP BY 1, 2 ORDER BY 1, 2`;
