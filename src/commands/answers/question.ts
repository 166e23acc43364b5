/** Something that only a person can know. */
export type Question = RenameQuestion | FillQuestion | ChoiceQuestion;

/** Whether what was added is what was dropped, under another name. */
export interface RenameQuestion {
  readonly kind: "rename";
  readonly subject: "table" | "column";
  /** The table a column belongs to, under its name after the migration. */
  readonly table?: string;
  /** What was added. */
  readonly after: string;
  /** What was dropped and looks alike, best first; never empty. */
  readonly candidates: readonly string[];
}

/** What rows that are there already get in a new column that takes no NULL and has no default. */
export interface FillQuestion {
  readonly kind: "fill";
  readonly table: string;
  readonly column: string;
  /** The declared type, `""` when there is none. */
  readonly type: string;
  /** Why the answer before cannot be taken, a sentence without a period. */
  readonly problem?: string;
}

/** Which of several things is meant. */
export interface ChoiceQuestion {
  readonly kind: "choice";
  readonly message: string;
  /** Two or more, the likeliest first. */
  readonly options: readonly { readonly label: string; readonly hint?: string }[];
}

/**
 * Asks a person. For a rename: the candidate it was, or undefined for "none of them: one goes, one
 * comes". For a fill: SQL text, or undefined when the person gives up. For a choice: a label.
 */
export type Ask = (question: Question) => Promise<string | undefined>;
