/**
 * Every keyword of SQLite's grammar, in lower case. Quoting more of them than the parser requires
 * is harmless. https://www.sqlite.org/lang_keywords.html
 */
export const KEYWORDS: ReadonlySet<string> = new Set(
  ("abort action add after all alter always analyze and as asc attach autoincrement before begin " +
    "between by cascade case cast check collate column commit conflict constraint create cross " +
    "current current_date current_time current_timestamp database default deferrable deferred " +
    "delete desc detach distinct do drop each else end escape except exclude exclusive exists " +
    "explain fail filter first following for foreign from full generated glob group groups having " +
    "if ignore immediate in index indexed initially inner insert instead intersect into is isnull " +
    "join key last left like limit match materialized natural no not nothing notnull null nulls " +
    "of offset on or order others outer over partition plan pragma preceding primary query raise " +
    "range recursive references regexp reindex release rename replace restrict returning right " +
    "rollback row rows savepoint select set strict table temp temporary then ties to transaction " +
    "trigger unbounded union unique update using vacuum values view virtual when where window " +
    "with within without").split(" "),
);

/**
 * The keywords that SQLite also accepts as bare names, so that `key` and `"key"` are equivalent.
 * Left out are those with another meaning at the start of an expression: the CURRENT_… words are
 * values there, and CAST, RAISE and WITH start their own syntax.
 * https://www.sqlite.org/src/file/src/parse.y (the fallback of ID)
 */
const SOFT_KEYWORDS = new Set(
  ("abort action after always analyze asc attach before begin by cascade column conflict " +
    "current database deferred desc detach do each end exclude exclusive explain fail first " +
    "following for generated glob groups if ignore immediate initially instead key last " +
    "like match materialized no nulls of offset others partition plan pragma preceding query " +
    "range recursive regexp reindex release rename replace restrict rollback row rows savepoint " +
    "temp temporary ties trigger unbounded vacuum view virtual within without").split(" "),
);

/** Values if bare, names if quoted. */
const LITERALS = new Set(["true", "false"]);

/** The keywords that are values where SQLite expects one, such as after DEFAULT. */
export const VALUE_WORDS: readonly string[] =
  "null true false current_time current_date current_timestamp".split(" ");

/** The names of the rowid, the most common first. https://www.sqlite.org/rowidtable.html */
export const ROWID_NAMES: readonly string[] = ["rowid", "_rowid_", "oid"];

/** Whether a folded name is that of an engine's table or function that describes other tables. */
export function describesTables(name: string): boolean {
  return name.startsWith("pragma_") || name.startsWith("sqlite_");
}

/** The name as SQLite compares it: only the 26 ASCII letters are lowercased. */
export function fold(name: string): string {
  // Three times as fast as searching for capitals, in the most frequently called function of all.
  const lower = name.toLowerCase();
  if (lower === name || isAscii(name)) return lower;
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Whether two names mean the same object to SQLite. */
export function sameName(left: string, right: string): boolean {
  return left === right || (left.length === right.length && fold(left) === fold(right));
}

function isAscii(text: string): boolean {
  // deno-lint-ignore no-control-regex -- ASCII starts with the control characters.
  return /^[\x00-\x7f]*$/.test(text);
}

/** Whether the name consists of letters, digits and underscores, like a word. */
function isWordShaped(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/** Whether the name can be written without quotes, and is not a keyword. */
export function isBareName(name: string): boolean {
  if (!isWordShaped(name)) return false;
  const folded = fold(name);
  return !KEYWORDS.has(folded) && !LITERALS.has(folded);
}

/** Whether a word cannot be a name unless it is quoted. */
export function isReserved(word: string): boolean {
  return KEYWORDS.has(fold(word)) && !SOFT_KEYWORDS.has(fold(word));
}

/** Whether a name means the same with and without quotes wherever SQLite expects one. */
export function meansSameUnquoted(name: string): boolean {
  if (!isWordShaped(name) || LITERALS.has(fold(name))) return false;
  return !isReserved(name);
}

/** The name as written in generated SQL: quoted only if necessary. */
export function quoteName(name: string): string {
  return isBareName(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** The text as an SQL string literal. */
export function quoteString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
