import type { Diagnostic } from "../../base/diagnostic.ts";
import { engineOf } from "../../base/engine_name.ts";
import { alteringDialect, enginesOf, splitsInCapitals, type Target } from "../../base/target.ts";
import { either } from "../../base/word_lists.ts";
import type { Migration } from "../../migrations/directory.ts";
import type { RunnerProfile } from "../../migrations/runners/profile.ts";
import type { Running } from "../../migrations/runners/running.ts";
import { bodyBounds } from "../../schema/dependencies/trigger_program.ts";
import { firstLine } from "../../shadow/explain/explain.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { refusedByD1 } from "../../sql/refused_by_d1.ts";
import { type Statement, statementsIn } from "../../sql/statements.ts";
import { isWord } from "../../sql/tokens.ts";

/**
 * The findings for statements that the in-memory database runs, and whatever runs the migrations does
 * not, or otherwise.
 */
export function unsupportedStatements(
  migrations: readonly Migration[],
  running: Running,
): Diagnostic[] {
  return migrations.flatMap(({ source }) =>
    statementsIn(source).flatMap((statement) =>
      FINDERS.flatMap((find) => find(statement, running) ?? [])
    )
  );
}

/** Whether a migration contains a BEGIN that fails in the transaction of every possible runner. */
export function beginsInTransaction({ source }: Migration, running: Running): boolean {
  return statementsIn(source).some((it) =>
    outlineOf(it).kind === "transaction" && failingInTransaction(it, running) !== undefined
  );
}

const FINDERS = [tooNew, splitByTarget, refusedByTarget, failingInTransaction] as const;

/**
 * What only SQLite 3.53 and later can run, if the target may be an older one. The engine that replays
 * migrations is a newer one. https://www.sqlite.org/lang_altertable.html
 */
function tooNew(statement: Statement, { target }: Running): Diagnostic | undefined {
  if (!altersConstraints(statement) || !mayBeOlder(target)) return undefined;
  return {
    code: "lint/newer-sqlite",
    severity: "warning",
    message: `Only SQLite 3.53 and later can run this, and the target "${target}" may be older`,
    span: firstLine(statement),
    hint: target === "d1"
      ? "Let penumbra generate write the change"
      : 'Set "target": "sqlite@3.53" if no older one opens these databases; otherwise, ' +
        "let penumbra generate write the change",
  };
}

function mayBeOlder(target: Target): boolean {
  return engineOf(enginesOf(target)[0]) === "sqlite" && alteringDialect(target) === undefined;
}

function altersConstraints(statement: Statement): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "alter" &&
    ["alter-column", "add-constraint", "drop-constraint"].includes(outline.action.kind);
}

/**
 * A trigger that the target may split at a semicolon within, see `splitsInCapitals`. A Durable Object
 * gets one statement at a time.
 */
function splitByTarget(
  { source, tokens }: Statement,
  { target, runners }: Running,
): Diagnostic | undefined {
  const isSplit = runners.some(({ name }) => name !== "drizzle-durable-object");
  const begin = splitsInCapitals(target) && isSplit ? bodyBounds(tokens)?.begin : undefined;
  if (begin === undefined || begin.text === "BEGIN") return undefined;
  const { startOffset, endOffset } = begin;
  return {
    code: "lint/lowercase-begin",
    severity: "warning",
    message: `D1 may split this trigger at its first semicolon: ${begin.text} is not in capitals`,
    span: { source, startOffset, endOffset },
    hint: "Write BEGIN and END in capitals",
  };
}

function refusedByTarget(statement: Statement, { target }: Running): Diagnostic | undefined {
  const refused = target === "d1" ? refusedByD1(statement) : undefined;
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

/** What fails in the transaction of every possible runner; D1's own is part of what it refuses. */
function failingInTransaction(
  statement: Statement,
  { target, runners }: Running,
): Diagnostic | undefined {
  const opens = ({ transaction, optOut }: RunnerProfile) =>
    transaction !== "none" && !optOut?.test(statement.source.text);
  const what = refusedInTransaction(statement, runners);
  if (what === undefined || target === "d1" || !runners.every(opens)) return undefined;
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
function refusedInTransaction(
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
