import type { Undeclared } from "../../base/diagnostic.ts";
import type { Token } from "../../sql/tokens.ts";

/** A construct that must not run in the shadow, where it is, and what to do instead. */
export interface Refusal {
  /** The place for the diagnostic. */
  readonly token: Pick<Token, "startOffset" | "endOffset">;
  /** Completes "Cannot … in the shadow". */
  readonly what: string;
  /** Completes the message after a colon. */
  readonly why: string;
  readonly hint: string;
  /** See `Diagnostic`. */
  readonly undeclared?: Undeclared;
}

/** A refusal of what only libSQL does not survive or contain. */
export function refusedOnLibsql(token: Token, what: string, why: string): Refusal {
  const hint = "Remove it from the file, or use --target sqlite if libSQL never runs it";
  return { token, what, why, hint };
}
