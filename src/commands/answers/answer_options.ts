/** Answers to open questions that were given in advance, as typed. */
export interface AnswerOptions {
  /** `before:after` or `table.before:table.after`, see `parseRename`. */
  readonly renames: readonly string[];
  /** Whether everything without a rename is a drop and an add. */
  readonly noRenames: boolean;
  /** `table.column=SQL`, see `parseFill`. */
  readonly fills: readonly string[];
}

/** Answers, and what the migration written for them may do. */
export interface WritingOptions extends AnswerOptions {
  /** `RULE[:object]`, see `parseAllowance`. */
  readonly allow: readonly string[];
}
