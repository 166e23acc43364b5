import type { Diagnostic } from "../../base/diagnostic.ts";
import { either } from "../../base/word_lists.ts";
import type { Migration } from "../../migrations/directory.ts";
import type { RunnerProfile } from "../../migrations/runners/profile.ts";
import type { Running } from "../../migrations/runners/running.ts";
import { firstLine } from "../../shadow/explain/explain.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { refusedByD1 } from "../../sql/refused_by_d1.ts";
import { type Statement, statementsIn } from "../../sql/statements.ts";
import { isWord } from "../../sql/tokens.ts";

/**
 * The findings for statements that the in-memory database runs, and whoever runs the migrations does
 * not: those that D1 refuses, and those that fail in the transaction of every possible runner.
 */
export function refusedStatements(
  migrations: readonly Migration[],
  { target, runners }: Running,
): Diagnostic[] {
  return migrations.flatMap(({ source }) => {
    const statements = statementsIn(source);
    if (target === "d1") return statements.flatMap((it) => byD1(it) ?? []);
    const opens = ({ transaction, optOut }: RunnerProfile) =>
      transaction !== "none" && !optOut?.test(source.text);
    return runners.every(opens) ? statements.flatMap((it) => inTransaction(it, runners) ?? []) : [];
  });
}

function byD1(statement: Statement): Diagnostic | undefined {
  const refused = refusedByD1(statement);
  if (refused === undefined) return undefined;
  const { what, hint, token: { startOffset, endOffset } } = refused;
  return {
    code: "lint/target-refuses",
    severity: "error",
    message: `D1 refuses ${what}, and the migration with it`,
    span: { source: statement.source, startOffset, endOffset },
    hint,
  };
}

function inTransaction(
  statement: Statement,
  runners: readonly RunnerProfile[],
): Diagnostic | undefined {
  const what = failingInTransaction(statement, runners);
  if (what === undefined) return undefined;
  const names = [...new Set(runners.map(({ words }) => words))];
  return {
    code: "lint/fails-in-transaction",
    severity: "warning",
    message: `${what} fails in the transaction that ${either(names)} opens for the file`,
    span: firstLine(statement),
    hint: what === "BEGIN"
      ? 'Remove BEGIN and COMMIT; or set "runner": "autocommit", if it is told to open none'
      : "Turn the transaction off for this file, or run the statement outside of migrations",
  };
}

/** The words for a statement that SQLite refuses in a transaction. */
function failingInTransaction(
  { tokens }: Statement,
  runners: readonly RunnerProfile[],
): string | undefined {
  const outline = outlineOf({ tokens });
  if (outline.kind === "other" && outline.verb === "vacuum") return "VACUUM";
  const begins = outline.kind === "transaction" && outline.action === "begin";
  if (begins && runners.every(({ control }) => control === "runs")) return "BEGIN";
  if (outline.kind !== "pragma") return undefined;
  const { name, value } = outline;
  if (name === "synchronous" && value.length > 0) return "PRAGMA synchronous";
  return name === "journal_mode" && isWord(value[0], "wal") ? "PRAGMA journal_mode" : undefined;
}
