import { outermost } from "../../../sql/parentheses.ts";
import { isWord, significant, type Token, tokenize } from "../../../sql/tokens.ts";
import type { SchemaRule } from "../advice.ts";

/** A view that selects `*`: SQLite expands it whenever the view is used. */
export const STAR_VIEW: SchemaRule = {
  name: "star-view",
  severity: "note",
  find: ({ views }) =>
    views.flatMap(({ name, definition }) => {
      const tokens = significant(tokenize(definition));
      return !selectsStar(tokens) ? [] : {
        owner: name,
        object: name,
        message: tokens[0]?.text === "("
          ? `View "${name}" names its columns and selects *, so it fails as soon as a table gets ` +
            "another column"
          : `View "${name}" selects *, so its columns change whenever those of its tables do`,
        hint: "Replace * by the columns",
      };
    }),
};

/** Whether the query itself selects `*`, or all columns of a table: those in parentheses do not count. */
function selectsStar(tokens: readonly Token[]): boolean {
  return outermost(tokens).some((token, index, all) =>
    token.text === "*" && isWord(all[index - 1], "select", "distinct", "all", ",", ".")
  );
}
