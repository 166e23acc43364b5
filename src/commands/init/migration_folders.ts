import { DIALECT_WORDS, dialectNamed, otherDialects } from "../../migrations/dialects.ts";
import { isDumpName } from "../../migrations/dumps.ts";
import { compareText } from "../../schema/snapshot.ts";
import type { Finding, Recognise } from "./finding.ts";

/**
 * Folders that contain migrations, whoever runs them: by their own names, or by those of their files.
 * What is called `migrations` comes before other names, then what has the most files. Folders for
 * other databases are named and left out.
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

/** A folder with the SQL files in it and below, by their paths from there. */
interface Folder {
  readonly path: string;
  readonly names: readonly string[];
  /** The database that it is for, where that is another one. */
  readonly other: string | undefined;
}

function isMigrationLike(path: string): boolean {
  return /\.sq[lm]$/.test(path) && !OF_OTHERS.test(path) && !isDumpName(baseOf(path));
}

/** For PostgreSQL, and what tests are fed with. */
const OF_OTHERS =
  /^supabase\/|(?:^|\/)(?:tests?|fixtures?|seeds?|stubs?|mocks?|testdata|__tests__)\//;

/**
 * The folder whose name says what it contains, with the dialect below it or the history of that name;
 * else that of the file.
 */
function folderOf(path: string): string {
  const [folder = path.replace(/\/?[^/]*$/, "")] = MIGRATIONS_FOLDER.exec(path) ?? [];
  const [below = "", ...rest] = path.slice(folder.length + 1).split("/");
  const isOfDialect = rest.length > 0 && dialectNamed(below) !== undefined;
  const isHistory = !/\d/.test(below) && rest.some((name) => VERSIONED.test(name));
  return isOfDialect || isHistory ? `${folder}/${below}` : folder;
}

/** The dialect may be a part of a name: `migrations_sqlite`, `sqlite-migrations`. */
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

/** `0001_users.sql`, `20260101120000_users.sql`, `V2__users.sql`, `20260101120000_users/migration.sql`. */
const VERSIONED = /^[VvUu]?\d+(?:[._ -]|$)/;

/** The other database that a part of the path names, as a whole or as a word of it. */
function otherDialect(path: string): string | undefined {
  const words = path.split(/[/._-]/);
  const dialects = words.map(dialectNamed);
  return dialects.includes("sqlite") ? undefined : dialects.find((it) => it !== undefined);
}

/** The other database that a journal of Drizzle Kit is for. */
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

/** How many files there are, and for which other databases some were left out. */
function contentsOf(names: readonly string[]): string {
  const dialects = otherDialects(names);
  const others = [...new Set(dialects.filter((it) => it !== undefined))].sort();
  const count = dialects.filter((it) => it === undefined).length;
  return (count === 1 ? "1 SQL file" : `${count} SQL files`) +
    (others.length === 0 ? "" : `; those for ${others.join(" and ")} were left out`);
}
