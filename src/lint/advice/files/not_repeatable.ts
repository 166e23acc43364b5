import { outermost } from "../../../sql/parentheses.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import { writesRows } from "../../../sql/statement_kinds.ts";
import { nameOf } from "../../../sql/token_names.ts";
import { isWord, type Token, unquote } from "../../../sql/tokens.ts";
import type { FileRule } from "../advice.ts";

/** A statement that writes other values into every database: by chance, or by the clock. */
export const NOT_REPEATABLE: FileRule = {
  name: "not-repeatable",
  severity: "note",
  find: (statements, { kept }) =>
    statements.flatMap((statement) => {
      const outline = outlineOf(statement);
      if (!writesRows(statement) || !kept.has(statement)) return [];
      const table = outline.kind === "create"
        ? outline.name
        : outline.kind === "insert" || outline.kind === "update"
        ? outline.table
        : undefined;
      const { tokens } = statement;
      // The condition of an UPDATE writes nothing.
      const where = outline.kind === "update"
        ? outermost(tokens).find((token) => isWord(token, "where"))
        : undefined;
      const by = sourceOfChange(where ? tokens.slice(0, tokens.indexOf(where)) : tokens);
      if (table === undefined || by === undefined) return [];
      const name = unquote(table.token);
      return {
        statement,
        object: name,
        message: `Every database gets different values in "${name}": they come from ${by}`,
        hint: "Write fixed values if databases must agree",
      };
    }),
};

function sourceOfChange(tokens: readonly Token[]): string | undefined {
  for (const [index, token] of tokens.entries()) {
    if (isWord(token, "current_timestamp", "current_date", "current_time")) return "the clock";
    const name = tokens[index + 1]?.text === "(" ? nameOf(token) : undefined;
    if (name === undefined) continue;
    if (RANDOM.has(name)) return `${name}()`;
    // Without arguments, too, they return the current time.
    const first = tokens[index + (name === "strftime" ? 4 : 2)];
    const isNow = first?.text === ")" || /^'(?:now|subsec(?:ond)?)'$/i.test(first?.text ?? "");
    if (isNow && CLOCKS.has(name)) return "the clock";
  }
  return undefined;
}

/** The last one is libSQL's. */
const RANDOM = new Set(["random", "randomblob", "uuid"]);

/** https://www.sqlite.org/lang_datefunc.html */
const CLOCKS = new Set(["date", "time", "datetime", "julianday", "unixepoch", "strftime"]);
