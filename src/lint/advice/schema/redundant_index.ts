import type { SchemaRule } from "../advice.ts";
import { covering } from "../covering.ts";

/**
 * An index that is the start of another index or key of its table: that one finds the same rows, and
 * every write updates both.
 */
export const REDUNDANT_INDEX: SchemaRule = {
  name: "redundant-index",
  severity: "note",
  find: (schema) =>
    schema.indexes.flatMap((index) => {
      const other = covering(schema, index);
      return other === undefined ? [] : {
        owner: index.name,
        object: index.name,
        message: `Index "${index.name}" is redundant: ${other.words} starts with the same columns`,
        hint: "Drop it, so that writes update one index fewer",
      };
    }),
};
