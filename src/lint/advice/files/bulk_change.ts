import { nameOf } from "../../../sql/token_names.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import { isWord, type Token, unquote } from "../../../sql/tokens.ts";
import type { FileRule } from "../advice.ts";
import { addedColumns } from "../added_columns.ts";

/**
 * A DELETE or an UPDATE of all rows. Tables that the same file creates are left out, and columns that
 * it adds: these are filled that way.
 */
export const BULK_CHANGE: FileRule = {
  name: "bulk-change",
  severity: "warning",
  find: (statements, { before }) =>
    statements.flatMap((statement, index) => {
      const outline = outlineOf(statement);
      if (outline.kind !== "delete" && outline.kind !== "update") return [];
      const { table } = outline;
      const outer = outerTokens(statement.tokens.slice(outline.start));
      if (outer.some((token) => isWord(token, "where", "limit")) || !before.has(table.name)) {
        return [];
      }
      const added = addedColumns(statements.slice(0, index), table.name);
      if (outline.kind === "update" && setColumns(outer).every((name) => added.has(name))) {
        return [];
      }
      const name = unquote(table.token);
      return {
        statement,
        object: name,
        message: outline.kind === "delete"
          ? `The statement deletes all rows of "${name}"`
          : `The statement changes all rows of "${name}"`,
        hint:
          `Add WHERE; if all are meant, write "-- penumbra: allow bulk-change:${name}" above it`,
      };
    }),
};

/** The tokens outside of parentheses. */
function outerTokens(tokens: readonly Token[]): Token[] {
  let depth = 0;
  return tokens.filter(({ text }) => {
    if (text === "(") depth++;
    if (text === ")") depth--;
    return depth === 0;
  });
}

/** The folded names of the columns that an UPDATE sets. */
function setColumns(tokens: readonly Token[]): string[] {
  const start = tokens.findIndex((token) => isWord(token, "set"));
  return tokens.slice(start + 1).flatMap((token, index, all) =>
    isWord(all[index + 1], "=") && (index === 0 || isWord(all[index - 1], ","))
      ? nameOf(token) ?? []
      : []
  );
}
