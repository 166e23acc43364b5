import { counted } from "../../../base/counted.ts";
import { DIALECT_WORDS, dialectNamed, otherDialects } from "../../../migrations/names/dialects.ts";
import { isDumpName } from "../../../migrations/names/dumps.ts";
import type { Finding, Recognise } from "./finding.ts";
import { compareText } from "../../../base/compare_text.ts";

/**
 * Folders that contain migrations of any tool, recognized by their own names or those of their
 * files. A folder named `migrations` is preferred to other names, then one with more files. Folders
 * for other databases are named and left out.
 */
export const existingMigrations: Recognise = ({ files, texts }) => {
  const folders = [...Map.groupBy(files.filter(isMigrationLike), folderOf)]
    .map(([path, paths]): Folder => ({
      path,
      names: paths.map((it) => path === "" ? it : it.slice(path.length + 1)),
      other: otherDialect(path) ?? dialectInJournal(texts.get(`${path}/meta/_journal.json`)),
    }))
    .filter(holdsMigrations)
    .sort(byLikelihood);
  return folders.map(({ path, names, other }): Finding =>
    other === undefined
      ? { found: `${path}, which contains ${contentsOf(names)}`, migrations: path }
      : { found: `${path}, which is for ${other} and was left out` }
  );
};

/** A folder with the SQL files in and below it, by relative path. */
interface Folder {
  readonly path: string;
  readonly names: readonly string[];
  /** The other database that it is for, if any. */
  readonly other: string | undefined;
}

function isMigrationLike(path: string): boolean {
  return /\.sq[lm]$/.test(path) && !OF_OTHERS.test(path) && !isDumpName(baseOf(path));
}

/** Matches folders of PostgreSQL, and of test fixtures. */
const OF_OTHERS = /(?:^|\/)(?:supabase|tests?|fixtures?|seeds?|stubs?|mocks?|testdata|__tests__)\//;

/**
 * The folder whose name says that it contains migrations, with the names of a dialect and of a
 * history below it; otherwise the file's own folder, or the one above if it is called after a
 * version.
 */
function folderOf(path: string): string {
  const own = path.replace(/\/?[^/]*$/, "").replace(/\/\d+(?:\.\d+)*$/, "");
  const [folder = own] = MIGRATIONS_FOLDER.exec(path) ?? [];
  const below = path.slice(folder.length + 1).split("/");
  const isOfDialect = below.length > 1 && dialectNamed(below[0]!) !== undefined;
  const [name, ...rest] = isOfDialect ? below.slice(1) : below;
  const isHistory = !/\d/.test(name!) && rest.some((it) => VERSIONED.test(it));
  return [folder, ...(isOfDialect ? [below[0]] : []), ...(isHistory ? [name] : [])].join("/");
}

/** The dialect may be part of the name: `migrations_sqlite`, `sqlite-migrations`. */
function named(names: string): string {
  const dialect = `(?:${DIALECT_WORDS.join("|")})`;
  return `(?:${dialect}[_-])?(?:${names})(?:[_-]${dialect})?`;
}

const MIGRATIONS_FOLDER = new RegExp(
  `^(?:.*/)?${named("migrations?|migrate|drizzle")}(?=/)`,
  "i",
);

const CALLED_MIGRATIONS = new RegExp(`(?:^|/)${named("migrations")}(?:/[^/]*)?$`);

function holdsMigrations({ path, names }: Folder): boolean {
  if (path === "") return false;
  const isNamed = MIGRATIONS_FOLDER.test(`${path}/`) ||
    (names.length > 1 && /\b(?:migrations?|migrate)\b/.test(baseOf(path).replaceAll("_", " ")));
  return isNamed || names.every((name) => VERSIONED.test(name));
}

/**
 * Matches `0001_users.sql`, `20260101120000_users.sql`, `V2__users.sql`,
 * `20260101120000_users/migration.sql`, `92/01_users.sql`.
 */
const VERSIONED = /^[VvUu]?\d+(?:[._ /-]|$)/;

/** The other database named in the path, as a whole part or as a word in one. */
function otherDialect(path: string): string | undefined {
  const words = path.split(/[/._-]/);
  const dialects = words.map(dialectNamed);
  return dialects.includes("sqlite") ? undefined : dialects.find((it) => it !== undefined);
}

/** The other database of a Drizzle Kit journal. */
function dialectInJournal(text: string | undefined): string | undefined {
  const [, word = ""] = /"dialect"\s*:\s*"(\w+)"/.exec(text ?? "") ?? [];
  const dialect = dialectNamed(word);
  return dialect === "sqlite" ? undefined : dialect;
}

function byLikelihood(left: Folder, right: Folder): number {
  return rankOf(left) - rankOf(right) || right.names.length - left.names.length ||
    depthOf(left) - depthOf(right) || compareText(left.path, right.path);
}

function rankOf({ path, other }: Folder): number {
  if (other !== undefined) return 2;
  return CALLED_MIGRATIONS.test(path) ? 0 : 1;
}

function depthOf({ path }: Folder): number {
  return path.split("/").length;
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The number of files, and the databases for which some were left out. */
function contentsOf(names: readonly string[]): string {
  const dialects = otherDialects(names);
  const others = [...new Set(dialects.filter((it) => it !== undefined))].sort();
  const count = dialects.filter((it) => it === undefined).length;
  return counted(count, "SQL file") +
    (others.length === 0 ? "" : `; those for ${others.join(" and ")} were left out`);
}
