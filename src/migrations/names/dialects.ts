import type { FolderTexts } from "../../host/files/read_files.ts";

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
  if (!anyIsForSqlite(paths)) return files;
  const others = otherDialects(paths);
  const isForOther = (_: string, index: number) => others[index] !== undefined;
  const left = new Set([...paths.filter(isForOther), ...replacedBySqlite(paths)]);
  return left.size === 0 ? files : new Map([...files].filter(([path]) => !left.has(path)));
}

/** The files that are for every database but SQLite, since there is a variant for SQLite. */
function replacedBySqlite(paths: readonly string[]): string[] {
  const dialects = dialectsOf(paths);
  const own = paths.filter((_, index) => dialects[index] === "sqlite");
  const replaced = new Set(own.map(withoutDialect));
  return paths.filter((path, index) =>
    dialects[index] !== "sqlite" && replaced.has(path.replace(FLAG, ""))
  );
}

/** The other database that each of the files is for, judged by its name. */
export function otherDialects(paths: readonly string[]): (string | undefined)[] {
  if (suffixOf(paths) === undefined) return paths.map(() => undefined);
  return dialectsOf(paths).map((dialect) => dialect === "sqlite" ? undefined : dialect);
}

/**
 * The path of a new file as it must be named in this folder: with the part for SQLite if the others
 * have one, so that no other database runs it.
 */
export function withDialect(path: string, files: FolderTexts): string {
  const suffix = suffixOf([...files.keys()]);
  if (suffix === undefined || dialectsOf([...files.keys(), path]).at(-1) !== undefined) return path;
  return path.replace(/(?:\.(?:up|down))?\.sql$/i, (ending) => `${suffix}${ending}`);
}

/** The part for SQLite in the names of these files, as spelled in the last of them. */
function suffixOf(paths: readonly string[]): string | undefined {
  if (!anyIsForSqlite(paths)) return undefined;
  const dialects = dialectsOf(paths);
  const last = paths.findLast((_, index) => dialects[index] === "sqlite");
  const { separator = "", word = "" } = DIALECT_PART.exec(last ?? "")?.groups ?? {};
  return last === undefined ? undefined : separator + word;
}

/**
 * The dialect that each of the files is for, if it names one. A last word after an underscore or a
 * hyphen is one only if files differ in nothing else, as `1_users_sqlite.sql` and
 * `1_users_postgres.sql` do: `3_move_to_sqlite.sql` is named after what it does.
 */
function dialectsOf(paths: readonly string[]): (string | undefined)[] {
  const parts = paths.map((path) => {
    const { separator, word = "" } = DIALECT_PART.exec(path)?.groups ?? {};
    const dialect = dialectNamed(word);
    return { isPart: separator === ".", dialect, rest: dialect && withoutDialect(path) };
  });
  const isVariant = ({ rest }: { readonly rest: string | undefined }) =>
    rest !== undefined && ofSqlite.has(rest);
  const ofSqlite = new Set(parts.filter((it) => it.dialect === "sqlite").map(({ rest }) => rest));
  const hasVariants = parts.some((it) => it.dialect !== "sqlite" && isVariant(it));
  return parts.map(({ isPart, dialect }) => isPart || hasVariants ? dialect : undefined);
}

function withoutDialect(path: string): string {
  return path.replace(DIALECT_PART, "$<ending>.sql");
}

/**
 * Matches the dialect in `1_users.sqlite.up.sql`, `0001.sqlite3.sql`, `1_users_sqlite.sql` and, as Ory
 * writes it, `1_users.sqlite.autocommit.up.sql`.
 */
const DIALECT_PART = new RegExp(
  "(?<separator>[._-])(?<word>(?!autocommit\\b)[a-z0-9]+)(?:\\.autocommit)?" +
    "(?<ending>(?:\\.(?:up|down))?)\\.sql$",
  "i",
);

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
  ["mysql2", "MySQL"],
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

/** Whether SQLite may be named in a path. Faster than looking into each, in vain in most folders. */
function anyIsForSqlite(paths: readonly string[]): boolean {
  return FOR_SQLITE.test(paths.join("\n"));
}

/** Matches the words for SQLite, in any place. */
const FOR_SQLITE = new RegExp(
  [...DIALECTS].flatMap(([word, dialect]) => dialect === "sqlite" ? word : []).join("|"),
  "i",
);

/** Every word that names a dialect. */
export const DIALECT_WORDS: readonly string[] = [...DIALECTS.keys()];
