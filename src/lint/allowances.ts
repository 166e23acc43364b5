import { fold } from "../sql/names.ts";
import type { Token } from "../sql/tokens.ts";

/** What a comment in a migration permits: a rule, everywhere in the file or for one object. */
export interface Allowed {
  readonly rule: string;
  /** Folded: `users` or `users.bio`. */
  readonly object?: string;
}

/** The permissions of these comments: `-- penumbra: allow data-loss:users.bio the reason`. */
export function allowancesIn(comments: readonly Token[]): Allowed[] {
  return comments.flatMap(({ text }): Allowed[] => {
    const found = /^--\s*penumbra:\s*allow\s+([a-z][a-z-]*)(?::(\S+))?/i.exec(text);
    if (found === null) return [];
    const [, rule = "", object] = found;
    return [{ rule, ...(object !== undefined && { object: fold(object) }) }];
  });
}

/** Whether one of them permits the rule for that object. */
export function isAllowed(allowed: readonly Allowed[], rule: string, object: string): boolean {
  const owner = object.split(".")[0]!;
  return allowed.some((it) =>
    it.rule === rule &&
    (it.object === undefined || it.object === fold(object) || it.object === fold(owner))
  );
}
