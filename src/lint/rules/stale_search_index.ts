import { quoteName } from "../../sql/names.ts";
import type { Rule } from "../rule.ts";

/**
 * A search index over another table that finds rows it should not, or not those it should.
 * https://www.sqlite.org/fts5.html#external_content_tables
 */
export const STALE_SEARCH_INDEX: Rule = {
  name: "stale-search-index",
  find(effect) {
    if (effect.kind !== "index-stale") return undefined;
    const { table, content } = effect;
    const name = quoteName(table);
    return {
      severity: "warning",
      object: table,
      what: `${table}: the index no longer matches the rows of "${content}"`,
      notes: ["The migration changes those rows or their rowids, and nothing updates the index"],
      hint: `Write INSERT INTO ${name} (${name}) VALUES ('rebuild') at the end of the file`,
    };
  },
};
