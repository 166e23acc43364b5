import type { Token } from "../../sql/tokens.ts";

/** A likely mistake, and where it is. */
export interface Slip {
  readonly token: Token;
  /** What to write instead. */
  readonly hint: string;
}
