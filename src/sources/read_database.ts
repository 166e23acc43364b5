import { type Result, succeed } from "../base/result.ts";
import { queryServer, type ServerOptions } from "../host/database/client.ts";
import { queryDatabaseFile } from "../host/database/database_file.ts";
import { CATALOG_QUERIES, snapshotOfCatalog } from "../schema/introspect.ts";
import type { SchemaSnapshot } from "../schema/snapshot.ts";
import { withoutLeftovers } from "./history_tables.ts";

/**
 * The schema of a database file, without the history tables of tools. The file is only read. Fails
 * as `queryDatabaseFile` does.
 */
export async function readDatabase(path: string): Promise<Result<SchemaSnapshot>> {
  const answers = await queryDatabaseFile(path, CATALOG_QUERIES, { isLimited: true });
  return answers.ok ? succeed(withoutLeftovers(snapshotOfCatalog(answers.value))) : answers;
}

/** The schema of a database on a server, as `readDatabase` does. Fails as `queryServer` does. */
export async function readServer(
  url: string,
  options: ServerOptions,
): Promise<Result<SchemaSnapshot>> {
  const answers = await queryServer(url, CATALOG_QUERIES, options);
  return answers.ok ? succeed(withoutLeftovers(snapshotOfCatalog(answers.value))) : answers;
}
