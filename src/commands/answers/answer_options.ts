/** The answers to open questions that were given beforehand, as they were written. */
export interface AnswerOptions {
  /** `before:after` or `table.before:table.after`, see `parseRename`. */
  readonly renames: readonly string[];
  /** Whatever no rename names is a drop and an add. */
  readonly noRenames: boolean;
  /** `table.column=SQL`, see `parseFill`. */
  readonly fills: readonly string[];
}

/** The same, and what the migration that is written for them may do. */
export interface WritingOptions extends AnswerOptions {
  /** `RULE[:object]`, see `parseAllowance`. */
  readonly allow: readonly string[];
}
