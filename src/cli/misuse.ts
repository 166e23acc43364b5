import type { Diagnostic } from "../base/diagnostic.ts";
import { suggest } from "../base/suggest.ts";

/** Carries a diagnostic out of a library's callback; `readArguments` turns it into a value. */
export class Misuse extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.message);
  }
}

/** The diagnostic for wrong arguments, with the word of `known` that was probably meant. */
export function misuse(
  slug: string,
  { message, word, known, hint }: {
    readonly message: string;
    /** The given word, which may be a misspelling of a known one. */
    readonly word?: string;
    readonly known?: readonly string[];
    readonly hint?: string;
  },
): Diagnostic {
  const meant = word === undefined ? undefined : suggest(word, known ?? []);
  const next = meant === undefined ? hint : `Did you mean "${meant}"?`;
  return {
    code: `cli/${slug}`,
    severity: "error",
    message,
    ...(next !== undefined && { hint: next }),
  };
}
