import { outlineOf } from "../../sql/outline_of.ts";
import { undoes } from "../../sql/statement_kinds.ts";
import type { Statement } from "../../sql/statements.ts";
import { isForApplication } from "../guard/application_only.ts";
import { isControl } from "../run_steps.ts";
import type { ShadowDatabase } from "../shadow_database.ts";
import { follow, type Lineage, lineageFrom } from "./lineage.ts";
import { readCatalog } from "./state.ts";

/** How files are run, where it makes a difference to rows. */
export interface RunMode {
  /** Whether each file runs in a transaction, all of them in one, or none. */
  readonly transaction: "file" | "all" | "none";
  readonly foreignKeys: "on" | "off";
  readonly atError: "stops" | "continues";
  /** What happens to BEGIN and COMMIT in a file. */
  readonly control: "runs" | "refused" | "cut-out";
}

/** The statements of a file, and whether it opts out of a transaction for each file. */
export interface RunFile {
  readonly statements: readonly Statement[];
  readonly optsOut: boolean;
}

/** A statement that was refused, and the message of the engine. */
export interface Refused {
  readonly statement: Statement;
  readonly reason: string;
  /** Whether the COMMIT after the statement was refused, rather than the statement itself. */
  readonly atCommit: boolean;
}

/** The result of running files. */
export interface Run {
  readonly lineage: Lineage;
  /** Empty if all ran; at most one if the runner stops at an error. */
  readonly refused: readonly Refused[];
  /** Statements that only the application can run. */
  readonly skipped: readonly Statement[];
}

/** Called after each statement that succeeded. */
export type Observer = (statement: Statement, lineage: Lineage) => void;

interface RunOptions {
  readonly mode: RunMode;
  readonly observe?: Observer | undefined;
}

/** Runs files on a shadow in a mode, tracking the tables through renames. */
export function runFiles(
  shadow: ShadowDatabase,
  files: readonly RunFile[],
  { mode, observe }: RunOptions,
): Run {
  const initial = readCatalog(shadow);
  let lineage = lineageFrom(initial);
  const refused: Refused[] = [];
  const skipped: Statement[] = [];
  const step = (statement: Statement): boolean => {
    if (mode.control === "cut-out" && isControl(statement)) return true;
    const moves = ["alter", "drop"].includes(outlineOf(statement).kind);
    const before = moves ? readCatalog(shadow) : initial;
    const reason = shadow.attemptStatements([statement]);
    // It was skipped in the replay, too.
    if (reason !== undefined && isForApplication(statement, reason)) {
      skipped.push(statement);
      return true;
    }
    if (reason !== undefined) refused.push({ statement, reason, atCommit: false });
    else if (moves) lineage = follow(lineage, statement, [before, readCatalog(shadow)]);
    // A rollback undoes renames.
    const mayUndo = reason !== undefined || undoes(statement);
    if (mayUndo && isSame(readCatalog(shadow), initial)) lineage = lineageFrom(initial);
    if (reason === undefined) observe?.(statement, lineage);
    return reason === undefined || mode.atError === "continues";
  };
  if (mode.transaction === "all") open(shadow, mode, true);
  for (const { statements, optsOut } of files) {
    const inTransaction = mode.transaction === "file" && !optsOut;
    if (mode.transaction !== "all") open(shadow, mode, inTransaction);
    const ran = statements.every(step);
    if (!ran) break;
    if (inTransaction && !commit(shadow, statements.at(-1), refused)) break;
  }
  if (mode.transaction === "all" && refused.length === 0) {
    commit(shadow, files.at(-1)?.statements.at(-1), refused);
  }
  if (refused.length > 0) shadow.attempt("ROLLBACK");
  return { lineage, refused, skipped };
}

function open(shadow: ShadowDatabase, { foreignKeys }: RunMode, inTransaction: boolean): void {
  shadow.attempt(`PRAGMA foreign_keys = ${foreignKeys}`);
  shadow.attempt("PRAGMA legacy_alter_table = OFF");
  if (inTransaction) shadow.attempt("BEGIN");
}

/** Commits, and returns whether that succeeded. The file may have ended the transaction itself. */
function commit(
  shadow: ShadowDatabase,
  statement: Statement | undefined,
  refused: Refused[],
): boolean {
  const reason = shadow.attempt("COMMIT");
  if (reason === undefined || statement === undefined || /no transaction/.test(reason)) return true;
  refused.push({ statement, reason, atCommit: true });
  return false;
}

function isSame(left: ReturnType<typeof readCatalog>, right: ReturnType<typeof readCatalog>) {
  return left.size === right.size &&
    [...left].every(([key, { rootPage }]) => right.get(key)?.rootPage === rootPage);
}
