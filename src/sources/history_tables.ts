import {
  objectsOf,
  type SchemaObject,
  type SchemaSnapshot,
  snapshotOf,
  type Table,
} from "../schema/snapshot.ts";
import { fold } from "../sql/names.ts";

/**
 * The schema without the tables in which tools remember what they have run, and without the indexes
 * and triggers on them: a database has them, and no schema of its owner says so.
 */
export function withoutHistory(snapshot: SchemaSnapshot): SchemaSnapshot {
  return withoutTables(snapshot, isHistory);
}

/** The schema of a database without these, and without what a migration of ours left when it stopped. */
export function withoutLeftovers(snapshot: SchemaSnapshot): SchemaSnapshot {
  return withoutTables(
    snapshot,
    (table) => isHistory(table) || fold(table.name).startsWith("__penumbra_"),
  );
}

function withoutTables(
  snapshot: SchemaSnapshot,
  isHidden: (table: Table) => boolean,
): SchemaSnapshot {
  const hidden = new Set(snapshot.tables.filter(isHidden).map(({ name }) => fold(name)));
  if (hidden.size === 0) return snapshot;
  const stays = ({ table }: { readonly table: string }) => !hidden.has(fold(table));
  return {
    ...snapshot,
    tables: snapshot.tables.filter(({ name }) => !hidden.has(fold(name))),
    indexes: snapshot.indexes.filter(stays),
    triggers: snapshot.triggers.filter(stays),
  };
}

/**
 * The schema with the history tables of another in place of its own: what runs the migrations keeps
 * them, so that no migration creates or drops one.
 */
export function withHistoryOf(snapshot: SchemaSnapshot, other: SchemaSnapshot): SchemaSnapshot {
  const others = new Set<SchemaObject>(objectsOf(withoutHistory(other)));
  const history = objectsOf(other).filter((object) => !others.has(object));
  const own = withoutHistory(snapshot);
  return history.length === 0 ? own : snapshotOf([...objectsOf(own), ...history]);
}

/** Whether a table belongs to a tool that runs migrations or keeps the database. */
function isHistory(table: Table): boolean {
  if (isHistoryName(table.name)) return true;
  const columns = COMMON_NAMES.get(fold(table.name));
  return columns?.some((list) => columnsOf(table) === list) ?? false;
}

/** Whether a table of that name belongs to such a tool, whatever its columns. */
export function isHistoryName(name: string): boolean {
  return NAMES.has(fold(name)) || PREFIXES.some((prefix) => fold(name).startsWith(prefix));
}

/** Whether a table of that name may belong to such a tool. */
export function mayBeHistoryName(name: string): boolean {
  return isHistoryName(name) || COMMON_NAMES.has(fold(name));
}

/** Names that nobody gives to a table of an application. */
const NAMES: ReadonlySet<string> = new Set([
  "_prisma_migrations",
  "__drizzle_migrations",
  "d1_migrations",
  "schema_migrations", // dbmate, golang-migrate, Rails
  "ar_internal_metadata",
  "goose_db_version",
  "flyway_schema_history",
  "atlas_schema_revisions",
  "_sqlx_migrations",
  "refinery_schema_history",
  "knex_migrations",
  "knex_migrations_lock",
  "kysely_migration",
  "kysely_migration_lock",
  "__diesel_schema_migrations",
  "seaql_migrations",
  "mikro_orm_migrations",
  "sequelizemeta",
  "alembic_version",
  "django_migrations",
  "phinxlog",
  "doctrine_migration_versions",
  "databasechangelog",
  "databasechangeloglock",
  "__efmigrationshistory",
  "__efmigrationslock",
  "gorp_migrations", // sql-migrate
  "payload_migrations",
  "grdb_migrations",
  "room_master_table",
  "android_metadata",
  "libsql_wasm_func_table",
  "turso_cdc",
  "_penumbra_migrations",
  "_litestream_lock",
  "_litestream_seq",
]);

/** Cloudflare keeps such tables for itself. */
const PREFIXES = ["_cf_"];

/** Names that an application might use too, with the columns that their tools give them. */
const COMMON_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ["migrations", [
    "down,id,name,up", // node-sqlite
    "id,name,timestamp", // TypeORM
    "batch,id,migration", // Laravel
  ]],
]);

function columnsOf({ columns }: Table): string {
  return columns.map(({ name }) => fold(name)).sort().join(",");
}
