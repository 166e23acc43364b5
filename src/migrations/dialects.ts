import type { FolderTexts } from "../host/files/read_files.ts";

/**
 * The dialect named by a folder or a part of a file name: `"sqlite"` for SQLite and compatible
 * databases, else the usual name of another database. Undefined for any other word.
 */
export function dialectNamed(word: string): string | undefined {
  return DIALECTS.get(word.toLowerCase());
}

/**
 * The files without those whose names say that they are for another database, as
 * `1_users.postgres.up.sql` does, or for all but SQLite, as `1_users.up.sql` is next to
 * `1_users.sqlite.up.sql`. They are left out only if some name contains `sqlite`: otherwise
 * `3_import.mysql.sql` may be named after what it does.
 */
export function withoutOtherDialects(files: FolderTexts): FolderTexts {
  const paths = [...files.keys()];
  const others = otherDialects(paths);
  const isForOther = (_: string, index: number) => others[index] !== undefined;
  const left = new Set([...paths.filter(isForOther), ...replacedBySqlite(paths)]);
  return left.size === 0 ? files : new Map([...files].filter(([path]) => !left.has(path)));
}

/** The files that are for every database but SQLite, since there is a variant for SQLite. */
function replacedBySqlite(paths: readonly string[]): string[] {
  const own = paths.filter((path) => dialectOf(path) === "sqlite")
    .map((path) => path.replace(DIALECT_PART, "$<ending>.sql"));
  const replaced = new Set(own);
  return paths.filter((path) =>
    dialectOf(path) !== "sqlite" && replaced.has(path.replace(FLAG, ""))
  );
}

/** The other database that each of the files is for, judged by its name. */
export function otherDialects(paths: readonly string[]): (string | undefined)[] {
  if (suffixOf(paths) === undefined) return paths.map(() => undefined);
  return paths.map((path) => {
    const dialect = dialectOf(path);
    return dialect === "sqlite" ? undefined : dialect;
  });
}

/**
 * The path of a new file as it must be named in this folder: with the part for SQLite if the others
 * have one, so that no other database runs it.
 */
export function withDialect(path: string, files: FolderTexts): string {
  const suffix = suffixOf([...files.keys()]);
  if (suffix === undefined || dialectOf(path) !== undefined) return path;
  return path.replace(/(?:\.(?:up|down))?\.sql$/i, (ending) => `.${suffix}${ending}`);
}

/** The part for SQLite in the names of these files, as spelled in the last of them. */
function suffixOf(paths: readonly string[]): string | undefined {
  const last = paths.findLast((path) => dialectOf(path) === "sqlite");
  return last === undefined ? undefined : DIALECT_PART.exec(last)?.groups?.["word"];
}

function dialectOf(path: string): string | undefined {
  const word = DIALECT_PART.exec(path)?.groups?.["word"];
  return word === undefined ? undefined : dialectNamed(word);
}

/**
 * Matches the dialect in `1_users.sqlite.up.sql`, `0001.sqlite3.sql` and, as Ory writes it,
 * `1_users.sqlite.autocommit.up.sql`.
 */
const DIALECT_PART =
  /\.(?<word>(?!autocommit\b)[a-z0-9]+)(?:\.autocommit)?(?<ending>(?:\.(?:up|down))?)\.sql$/i;

/**
 * The part that marks a file to be run outside a transaction: on SQLite, the same file without it
 * is used.
 */
const FLAG = /\.autocommit(?=(?:\.(?:up|down))?\.sql$)/i;

const DIALECTS: ReadonlyMap<string, string> = new Map([
  ["sqlite", "sqlite"],
  ["sqlite3", "sqlite"],
  ["libsql", "sqlite"],
  ["d1", "sqlite"],
  ["hiqlite", "sqlite"],
  ["postgres", "PostgreSQL"],
  ["postgresql", "PostgreSQL"],
  ["pgsql", "PostgreSQL"],
  ["pg", "PostgreSQL"],
  ["mysql", "MySQL"],
  ["mariadb", "MariaDB"],
  ["mssql", "SQL Server"],
  ["sqlserver", "SQL Server"],
  ["oracle", "Oracle"],
  ["cockroach", "CockroachDB"],
  ["cockroachdb", "CockroachDB"],
  ["clickhouse", "ClickHouse"],
  ["duckdb", "DuckDB"],
  ["h2", "H2"],
]);

/** Every word that names a dialect. */
export const DIALECT_WORDS: readonly string[] = [...DIALECTS.keys()];
