import type { Problem } from "./definition.ts";

/** Thrown if a value cannot be part of a schema; its caller makes a diagnostic of it. */
export class Undescribable extends Error {
  constructor(readonly problem: Omit<Problem, "origins">) {
    super(problem.message);
  }
}

/** The error for a foreign key that references something else than a column. */
export function badReference(
  { table, column, example }: {
    readonly table: string;
    readonly column: string;
    /** How a column is named. */
    readonly example: string;
  },
): Undescribable {
  return new Undescribable({
    slug: "bad-reference",
    message:
      `Cannot make the foreign key "${column}" of "${table}": what it references is not a column`,
    hint: `Name a column such as ${example}, and check the spelling`,
    key: column,
  });
}
