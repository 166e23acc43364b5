/** A question that only a person can answer. */
export type Question = RenameQuestion | FillQuestion | ChoiceQuestion;

/** Whether an added object is a dropped one under another name. */
export interface RenameQuestion {
  readonly kind: "rename";
  readonly subject: "table" | "column";
  /** The name of the column's table after the migration. */
  readonly table?: string;
  /** The name of that table before, if it is renamed as well. */
  readonly tableBefore?: string;
  /** The name of the added object. */
  readonly after: string;
  /** The names of similar dropped objects, best first; never empty. */
  readonly candidates: readonly string[];
}

/** The value that existing rows get in a new NOT NULL column without a default. */
export interface FillQuestion {
  readonly kind: "fill";
  readonly table: string;
  readonly column: string;
  /** The declared type, `""` if there is none. */
  readonly type: string;
  /** Why the previous answer was rejected, a sentence without a period. */
  readonly problem?: string;
}

/** A choice between several options. */
export interface ChoiceQuestion {
  readonly kind: "choice";
  readonly message: string;
  /** At least two, the likeliest first. */
  readonly options: readonly { readonly label: string; readonly hint?: string }[];
}

/**
 * Asks a person. For a rename: returns the candidate, or undefined for "none of them: one is
 * dropped, one is added". For a fill: SQL, or undefined if the person gives up. For a choice: a
 * label.
 */
export type Ask = (question: Question) => Promise<string | undefined>;
