import { fold } from "../sql/names.ts";
import type { Token } from "../sql/tokens.ts";

/**
 * The permissions given in comments of a migration: `data-loss` for the whole file, or
 * `data-loss:users.bio`.
 */
export type Allowances = ReadonlySet<string>;

/** The permissions of these comments: `-- penumbra: allow data-loss:users.bio the reason`. */
export function allowancesIn(comments: readonly Token[]): Allowances {
  return new Set(comments.flatMap(({ text }) => {
    const found = /^--\s*penumbra:\s*allow\s+([a-z][a-z-]*)(?::(\S+))?/i.exec(text);
    if (found === null) return [];
    const [, rule = "", object] = found;
    return object === undefined ? rule : `${rule}:${fold(object)}`;
  }));
}

/** Whether one of them permits the rule for the object, or for its table. */
export function isAllowed(allowed: Allowances, rule: string, object: string): boolean {
  const name = fold(object);
  return [rule, `${rule}:${name}`, `${rule}:${name.split(".")[0]}`].some((it) => allowed.has(it));
}
