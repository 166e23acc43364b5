import type { Statement } from "../../sql/statements.ts";
import { isWord } from "../../sql/tokens.ts";
import { isForApplication } from "../guard/application_only.ts";
import { isControl } from "../run_steps.ts";
import type { ShadowDatabase } from "../shadow_database.ts";
import { follow, type Lineage, lineageFrom } from "./lineage.ts";
import { readCatalog } from "./state.ts";

/** How files are run, as far as it bears on rows. */
export interface RunMode {
  /** What one transaction holds: a file, all of them, or nothing. */
  readonly transaction: "file" | "all" | "none";
  readonly foreignKeys: "on" | "off";
  readonly atError: "stops" | "continues";
  /** Whether BEGIN and COMMIT are cut out of a file before it is run. */
  readonly control: "runs" | "refused" | "cut-out";
}

/** A file that is run, and whether in a transaction where the mode has one for each file. */
export interface RunFile {
  readonly statements: readonly Statement[];
  readonly optsOut: boolean;
}

/** A statement that was refused, and the engine's own words. */
export interface Refused {
  readonly statement: Statement;
  readonly reason: string;
  /** Whether the COMMIT after the statement was refused, rather than the statement itself. */
  readonly atCommit: boolean;
}

/** How files fared. */
export interface Run {
  readonly lineage: Lineage;
  /** None where all ran; one at most where the mode stops at an error. */
  readonly refused: readonly Refused[];
  /** Statements that only the application can run. */
  readonly skipped: readonly Statement[];
}

/** Who looks at the database after each statement that ran. */
export type Observer = (statement: Statement, lineage: Lineage) => void;

/** Runs files on a shadow as the mode says, following where each table goes. */
export function runFiles(
  shadow: ShadowDatabase,
  files: readonly RunFile[],
  { mode, observe }: { readonly mode: RunMode; readonly observe?: Observer },
): Run {
  const initial = readCatalog(shadow);
  let lineage = lineageFrom(initial);
  const refused: Refused[] = [];
  const skipped: Statement[] = [];
  const step = (statement: Statement): boolean => {
    if (mode.control === "cut-out" && isControl(statement)) return true;
    const moves = isWord(statement.tokens[0], "alter", "drop");
    const before = moves ? readCatalog(shadow) : initial;
    const reason = shadow.attemptStatements([statement]);
    // What the history is replayed without, it is judged without.
    if (reason !== undefined && isForApplication(statement, reason)) {
      skipped.push(statement);
      return true;
    }
    if (reason !== undefined) refused.push({ statement, reason, atCommit: false });
    else if (moves) lineage = follow(lineage, statement, [before, readCatalog(shadow)]);
    // A rollback gives every table its own name again.
    const mayUndo = reason !== undefined || isWord(statement.tokens[0], "rollback");
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

/** Whether the transaction ended well. A file may have ended it itself. */
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
