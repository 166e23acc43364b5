import { outlineOf } from "../../../sql/outline_of.ts";
import { writesRows } from "../../../sql/statement_kinds.ts";
import { calledNames } from "../../../sql/token_names.ts";
import { isWord, type Token, unquote } from "../../../sql/tokens.ts";
import type { FileRule } from "../advice.ts";

/** A statement that writes other values into every database: by chance, or by the clock. */
export const NOT_REPEATABLE: FileRule = {
  name: "not-repeatable",
  severity: "note",
  find: (statements) =>
    statements.flatMap((statement) => {
      const outline = outlineOf(statement);
      const by = writesRows(statement) ? sourceOfChange(statement.tokens) : undefined;
      if (by === undefined) return [];
      const table = "table" in outline
        ? outline.table
        : "name" in outline
        ? outline.name
        : undefined;
      if (table === undefined || typeof table === "string") return [];
      const name = unquote(table.token);
      return {
        statement,
        object: name,
        message: `Every database gets other values in "${name}": they come from ${by}`,
        hint: "Write fixed values if databases must agree",
      };
    }),
};

function sourceOfChange(tokens: readonly Token[]): string | undefined {
  const random = calledNames(tokens).find((name) => name === "random" || name === "randomblob");
  if (random !== undefined) return `${random}()`;
  const clock = tokens.find((token) =>
    isWord(token, "current_timestamp", "current_date", "current_time") || token.text === "'now'"
  );
  return clock && "the clock";
}
