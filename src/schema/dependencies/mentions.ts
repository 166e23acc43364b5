import { fold } from "../../sql/names.ts";
import { canBeName, tokenize, unquote } from "../../sql/tokens.ts";

/**
 * Every name that a text could mean, folded: its words, quoted names and strings, since SQLite takes
 * a string for a name where it wants one. Keywords are among them; a name in a comment is not.
 */
export function mentions(sql: string): Set<string> {
  return new Set(tokenize(sql).filter(canBeName).map((token) => fold(unquote(token))));
}

/** What the text of an object mentions, read once: snapshots share the objects that stay. */
export function mentionsOf(object: { readonly sql: string }): ReadonlySet<string> {
  const known = KNOWN.get(object);
  if (known !== undefined) return known;
  const names = mentions(object.sql);
  KNOWN.set(object, names);
  return names;
}

/**
 * Whether the text of an object mentions a folded name. A text in which its letters do not stand is
 * not read for it.
 */
export function mentionsName(object: { readonly sql: string }, name: string): boolean {
  const known = KNOWN.get(object);
  // A quote in a name is written twice.
  const mayStand = known !== undefined || /["'`]/.test(name) || foldedSql(object).includes(name);
  return mayStand && mentionsOf(object).has(name);
}

function foldedSql(object: { readonly sql: string }): string {
  const known = FOLDED.get(object);
  if (known !== undefined) return known;
  const text = fold(object.sql);
  FOLDED.set(object, text);
  return text;
}

const FOLDED = new WeakMap<{ readonly sql: string }, string>();

const KNOWN = new WeakMap<{ readonly sql: string }, ReadonlySet<string>>();
