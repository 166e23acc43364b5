import { constraintPhrase } from "../../../diff/constraint_phrase.ts";
import { shortenLists } from "../../../sql/shorten_lists.ts";
import type { SchemaRule } from "../advice.ts";

/**
 * A CHECK, UNIQUE or FOREIGN KEY constraint without a name: a message about a CHECK then has all of its
 * expression, and ALTER TABLE … DROP CONSTRAINT cannot name it. For projects that name them.
 */
export const UNNAMED_CONSTRAINT: SchemaRule = {
  name: "unnamed-constraint",
  severity: "note",
  isOff: true,
  find: ({ tables }) =>
    tables.flatMap(({ name: table, constraints }) =>
      constraints.filter(({ name }) => name === undefined).map((constraint) => ({
        owner: table,
        object: table,
        message: `A constraint of "${table}" has no name: ${
          shortenLists(constraintPhrase(constraint))
        }`,
        hint: "Write CONSTRAINT and a name before it",
      }))
    ),
};
