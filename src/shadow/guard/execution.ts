import { outermost } from "../../sql/parentheses.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";
import { isWord } from "../../sql/tokens.ts";

/** How a statement is executed in a shadow. */
export interface Execution {
  /** Whether the statement is run, only compiled, or skipped. */
  readonly kind: "run" | "compile" | "nothing";
  readonly sql: string;
}

/**
 * How to execute a statement so that it has its effect on the schema and the rows. A statement that
 * only reads is compiled to reveal its errors; nobody needs its result, nor that of RETURNING.
 * VACUUM is skipped: it changes nothing, and `node:sqlite` refuses it as it does ATTACH. So is PRAGMA
 * journal_mode: a database in memory has only OFF besides its own, and then a refused statement
 * leaves a malformed schema. https://www.sqlite.org/pragma.html#pragma_journal_mode
 */
export function executionOf(statement: Statement): Execution {
  const { sql, tokens, startOffset } = statement;
  const outline = outlineOf(statement);
  switch (outline.kind) {
    case "select":
    case "explain":
      return { kind: "compile", sql };
    case "pragma":
      return { kind: outline.name === "journal_mode" ? "nothing" : "run", sql };
    case "insert":
    case "update":
    case "delete": {
      // Rows are inserted by the hundred, and hardly ever return anything.
      const returning = /returning/i.test(sql)
        ? outermost(tokens).find((token) => isWord(token, "returning"))
        : undefined;
      const end = returning === undefined ? sql.length : returning.startOffset - startOffset;
      return { kind: "run", sql: sql.slice(0, end) };
    }
    case "other":
      return { kind: EXECUTIONS.get(outline.verb) ?? "run", sql };
    case "create":
    case "alter":
    case "drop":
    case "transaction":
      return { kind: "run", sql };
  }
}

const EXECUTIONS: ReadonlyMap<string, Execution["kind"]> = new Map([
  ["vacuum", "nothing"],
  ["reindex", "compile"],
]);
