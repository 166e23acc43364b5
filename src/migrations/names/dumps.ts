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

const DUMPS = ["schema", "structure", "latest", "dump", "snapshot"];

const COMPANIONS = ["current", "full", "complete", "db", "database", "sqlite", "sqlite3", "all"];
