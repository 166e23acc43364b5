import {
  objectsOf,
  type SchemaObject,
  type SchemaSnapshot,
  snapshotOf,
  type Table,
} from "../schema/snapshot.ts";
import { fold } from "../sql/names.ts";

/**
 * The schema without the history tables of migration tools and without their indexes and triggers:
 * a database has them, but nobody writes them into a schema.
 */
export function withoutHistory(snapshot: SchemaSnapshot): SchemaSnapshot {
  return withoutTables(snapshot, isHistory);
}

/**
 * The schema of a database without history tables, and without what a failed migration of ours has
 * left behind.
 */
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
 * The schema with the history tables of another one in place of its own, so that no migration
 * creates or drops one: the runner of the migrations keeps them.
 */
export function withHistoryOf(snapshot: SchemaSnapshot, other: SchemaSnapshot): SchemaSnapshot {
  const [own, rest] = [withoutHistory(snapshot), withoutHistory(other)];
  if (rest === other) return own;
  const others = new Set<SchemaObject>(objectsOf(rest));
  return snapshotOf([
    ...objectsOf(own),
    ...objectsOf(other).filter((object) => !others.has(object)),
  ]);
}

/** Whether a table belongs to a migration tool or to the service that hosts the database. */
function isHistory(table: Table): boolean {
  if (isHistoryName(table.name)) return true;
  const columns = COMMON_NAMES.get(fold(table.name));
  return columns?.some((list) => columnsOf(table) === list) ?? false;
}

/** Whether the name is used only by such tools, so that the columns do not matter. */
export function isHistoryName(name: string): boolean {
  const folded = fold(name);
  return NAMES.has(folded) || folded.startsWith(CLOUDFLARE_PREFIX);
}

/** Whether the name may be that of such a tool's table. */
export function mayBeHistoryName(name: string): boolean {
  return isHistoryName(name) || COMMON_NAMES.has(fold(name));
}

/** Names that no application gives to a table. */
const NAMES: ReadonlySet<string> = new Set([
  "_prisma_migrations",
  "__drizzle_migrations",
  "d1_migrations",
  "_hub_migrations", // NuxtHub
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

/** That of Cloudflare's internal tables. */
const CLOUDFLARE_PREFIX = "_cf_";

/** Names that an application might use too, with the columns that the tools create. */
const COMMON_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ["migrations", [
    "down,id,name,up", // node-sqlite
    "id,name,timestamp", // TypeORM
    "batch,id,migration", // Laravel
    "applied_at,id", // sql-migrate, as configured in its documentation
  ]],
]);

function columnsOf({ columns }: Table): string {
  return columns.map(({ name }) => fold(name)).sort().join(",");
}
