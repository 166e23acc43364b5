/**
 * Whether an SQL file without a version is a schema dump that a tool keeps with its migrations,
 * judged by its name: `schema.sql`, `LATEST.sql`, `current_schema_sqlite.sql`. No runner runs one
 * as a migration.
 */
export function isDumpName(path: string): boolean {
  const words = /^(?<name>[^/]+)\.sql$/i.exec(path)?.groups?.["name"]?.toLowerCase()
    .split(/[^a-z0-9]+/) ?? [];
  return words.some((word) => DUMPS.includes(word)) &&
    words.every((word) => DUMPS.includes(word) || COMPANIONS.includes(word));
}

/**
 * Whether an SQL file with a version contains the newest schema, beside migrations that upgrade older
 * databases: `00-latest-schema.sql`, as go-util's dbutil runs it on a new database in place of all
 * others. Judged by its name, since `0001_schema.sql` is a first migration.
 */
export function isNewestSchema(path: string): boolean {
  const name = /^(?:.*\/)?[Vv]?\d+[ ._-]+([^/]+)$/.exec(path)?.[1] ?? "";
  return isDumpName(name) && /(?:^|[^a-z])(?:latest|current)(?:[^a-z]|$)/i.test(name);
}

const DUMPS = ["schema", "structure", "latest", "dump", "snapshot"];

const COMPANIONS = ["current", "full", "complete", "db", "database", "sqlite", "sqlite3", "all"];
