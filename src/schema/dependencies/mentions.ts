import { fold } from "../../sql/names.ts";
import { possibleNames, tokenize } from "../../sql/tokens.ts";

/**
 * Every name that a text may refer to, folded: its words, quoted names and strings, since SQLite
 * accepts a string where it expects a name. Keywords are included, names in comments are not.
 */
export function mentions(sql: string): Set<string> {
  return new Set(possibleNames(tokenize(sql)));
}

/** The names in the SQL of an object, read once: unchanged objects are shared between snapshots. */
export function mentionsOf(object: { readonly sql: string }): ReadonlySet<string> {
  const known = KNOWN.get(object);
  if (known !== undefined) return known;
  const names = mentions(object.sql);
  KNOWN.set(object, names);
  return names;
}

/**
 * Whether the SQL of an object mentions a folded name. The text is only tokenized if it contains
 * these letters.
 */
export function mentionsName(object: { readonly sql: string }, name: string): boolean {
  const known = KNOWN.get(object);
  // A quote within a quoted name is doubled.
  const mayStand = known !== undefined || /["'`]/.test(name) || foldedSql(object).includes(name);
  return mayStand && mentionsOf(object).has(name);
}

/** Whether the SQL of an object mentions one of these folded names. */
export function mentionsAny(
  object: { readonly sql: string },
  names: ReadonlySet<string>,
): boolean {
  if (names.size > FEW_NAMES) return !mentionsOf(object).isDisjointFrom(names);
  for (const name of names) if (mentionsName(object, name)) return true;
  return false;
}

/** Up to this many names, searching for each is faster than reading the text. */
const FEW_NAMES = 32;

function foldedSql(object: { readonly sql: string }): string {
  const known = FOLDED.get(object);
  if (known !== undefined) return known;
  const text = fold(object.sql);
  FOLDED.set(object, text);
  return text;
}

const FOLDED = new WeakMap<{ readonly sql: string }, string>();

const KNOWN = new WeakMap<{ readonly sql: string }, ReadonlySet<string>>();
