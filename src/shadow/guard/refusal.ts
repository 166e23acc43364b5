import type { Token } from "../../sql/tokens.ts";

/** What must not run in the shadow, where it stands, and what to do instead. */
export interface Refusal {
  /** What the diagnostic points at. */
  readonly token: Pick<Token, "startOffset" | "endOffset">;
  /** Completes "Cannot … in the shadow". */
  readonly what: string;
  /** Completes the message after a colon. */
  readonly why: string;
  readonly hint: string;
}
