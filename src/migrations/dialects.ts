import type { FolderTexts } from "../host/files/read_files.ts";

/**
 * The dialect that a folder or a part of a file name stands for: `"sqlite"` for what SQLite and its
 * kin run, else the name of the other database as people write it. Undefined for any other word.
 */
export function dialectNamed(word: string): string | undefined {
  return DIALECTS.get(word.toLowerCase());
}

/**
 * The files without those that say in their names that they are for another database, as
 * `1_users.postgres.up.sql` does, or that are for all but SQLite, as `1_users.up.sql` is beside
 * `1_users.sqlite.up.sql`. They are only left out where some name says `sqlite`: elsewhere
 * `3_import.mysql.sql` may be named after what it does.
 */
export function withoutOtherDialects(files: FolderTexts): FolderTexts {
  const paths = [...files.keys()];
  const others = otherDialects(paths);
  const isForOther = (_: string, index: number) => others[index] !== undefined;
  const left = new Set([...paths.filter(isForOther), ...replacedBySqlite(paths)]);
  return left.size === 0 ? files : new Map([...files].filter(([path]) => !left.has(path)));
}

/** What runs on every database but SQLite: the same file is there for SQLite alone. */
function replacedBySqlite(paths: readonly string[]): string[] {
  const own = paths.filter((path) => dialectOf(path) === "sqlite")
    .map((path) => path.replace(DIALECT_PART, "$<ending>.sql"));
  const replaced = new Set(own);
  return paths.filter((path) =>
    dialectOf(path) !== "sqlite" && replaced.has(path.replace(FLAG, ""))
  );
}

/** The other database that each of the files of a folder is for, by their names. */
export function otherDialects(paths: readonly string[]): (string | undefined)[] {
  if (suffixOf(paths) === undefined) return paths.map(() => undefined);
  return paths.map((path) => {
    const dialect = dialectOf(path);
    return dialect === "sqlite" ? undefined : dialect;
  });
}

/**
 * The path of a new file as it has to be called in this folder: with the part that names SQLite where
 * the others have one, so that no other database runs it.
 */
export function withDialect(path: string, files: FolderTexts): string {
  const suffix = suffixOf([...files.keys()]);
  if (suffix === undefined || dialectOf(path) !== undefined) return path;
  return path.replace(/(?:\.(?:up|down))?\.sql$/i, (ending) => `.${suffix}${ending}`);
}

/** What names SQLite in the names of these files, as the last of them spells it. */
function suffixOf(paths: readonly string[]): string | undefined {
  const last = paths.findLast((path) => dialectOf(path) === "sqlite");
  return last === undefined ? undefined : DIALECT_PART.exec(last)?.groups?.["word"];
}

function dialectOf(path: string): string | undefined {
  const word = DIALECT_PART.exec(path)?.groups?.["word"];
  return word === undefined ? undefined : dialectNamed(word);
}

/** `1_users.sqlite.up.sql`, `0001.sqlite3.sql`, and `1_users.sqlite.autocommit.up.sql` as Ory has it. */
const DIALECT_PART =
  /\.(?<word>(?!autocommit\b)[a-z0-9]+)(?:\.autocommit)?(?<ending>(?:\.(?:up|down))?)\.sql$/i;

/** What says that a file is run outside of a transaction: on SQLite, the same is there without it. */
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

/** Every word that stands for a dialect. */
export const DIALECT_WORDS: readonly string[] = [...DIALECTS.keys()];
