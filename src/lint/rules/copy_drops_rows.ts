import type { Rule } from "../rule.ts";
import { lostData } from "./lost_data.ts";

/**
 * A rebuild whose copy omits rows without an explicit condition: an inner join without a match, OR
 * IGNORE or OR REPLACE, a conflict clause of the new table. A WHERE is explicit.
 *
 *     INSERT INTO new_posts SELECT posts.* FROM posts JOIN users ON users.id = posts.user_id;
 *
 * Instead: LEFT JOIN, or INSERT OR ABORT, which stops at such a row.
 */
export const COPY_DROPS_ROWS: Rule = {
  name: "copy-drops-rows",
  find(effect) {
    if (effect.kind !== "rows-lost" || effect.cause.kind !== "copy") return undefined;
    return {
      severity: effect.cause.isFiltered ? "note" : "warning",
      ...lostData(effect),
      hint: "Check whether the copy can skip rows: a LEFT JOIN keeps them, OR ABORT stops at them",
    };
  },
};
