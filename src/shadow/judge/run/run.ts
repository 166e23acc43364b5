import type { RunnerProfile } from "../../../migrations/runners/profile.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import { renameIn, undoes } from "../../../sql/statement_kinds.ts";
import type { Statement } from "../../../sql/statements.ts";
import { isForApplication } from "../../guard/application_only.ts";
import { isControl } from "../../database/run_steps.ts";
import type { ShadowDatabase } from "../../database/shadow_database.ts";
import { follow, type Lineage, lineageFrom } from "./lineage.ts";
import { type Catalog, readCatalog } from "./state.ts";

/** How a runner executes files, where it makes a difference to rows. */
export type RunMode = Pick<RunnerProfile, "transaction" | "foreignKeys" | "atError" | "control">;

/** The statements of a file, and whether it opts out of a transaction for each file. */
export interface RunFile {
  readonly statements: readonly Statement[];
  readonly optsOut: boolean;
}

/** The statements of files, in the order in which they run. */
export function allStatements(files: readonly Pick<RunFile, "statements">[]): Statement[] {
  return files.flatMap(({ statements }) => statements);
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
  /** The folded names of what was altered or dropped. */
  readonly moved: ReadonlySet<string>;
}

/** Called after each statement that succeeded. */
export type Observer = (statement: Statement, so: Pick<Run, "lineage" | "moved">) => void;

/** The lineage after each statement that succeeded. */
export type Lineages = ReadonlyMap<Statement, Lineage>;

interface RunOptions {
  readonly mode: RunMode;
  /** The tables of the shadow, if they are known. */
  readonly catalog?: Catalog;
  /** The lineage after each statement, if another run has shown it in which all of them succeeded. */
  readonly known?: Lineages | undefined;
  readonly observe?: Observer | undefined;
}

/** Runs files on a shadow in a mode, tracking the tables through renames. */
export function runFiles(
  shadow: ShadowDatabase,
  files: readonly RunFile[],
  { mode, catalog, known, observe }: RunOptions,
): Run {
  const follows = known === undefined || mode.atError === "continues";
  const initial = catalog ?? (follows ? readCatalog(shadow) : new Map());
  // Absent when a statement may have created tables.
  let current: Catalog | undefined = initial;
  const moved = new Set<string>();
  let lineage = lineageFrom(initial);
  const refused: Refused[] = [];
  const skipped: Statement[] = [];
  const step = (statement: Statement): boolean => {
    if (mode.control === "cut-out" && isControl(statement)) return true;
    const { kind } = outlineOf(statement);
    const moves = kind === "alter" || kind === "drop";
    const before: Catalog = moves && follows ? current ?? readCatalog(shadow) : initial;
    const reason = shadow.attemptStatements([statement]);
    // It was skipped in the replay, too.
    if (reason !== undefined && isForApplication(statement, reason)) {
      skipped.push(statement);
      return true;
    }
    if (reason !== undefined) refused.push({ statement, reason, atCommit: false });
    else definedBy(statement).forEach((name) => moved.add(name));
    if (follows) {
      // A rollback undoes renames.
      const mayUndo = reason !== undefined || undoes(statement);
      if (kind === "create") current = undefined;
      else if (moves || mayUndo) current = readCatalog(shadow);
      if (reason === undefined && moves) {
        lineage = follow(lineage, statement, [before, current!]);
      }
      if (mayUndo && isSame(current ?? readCatalog(shadow), initial)) {
        lineage = lineageFrom(initial);
      }
    } else lineage = known.get(statement) ?? lineage;
    if (reason === undefined) observe?.(statement, { lineage, moved });
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
  if (mode.transaction === "all" && (refused.length === 0 || mode.atError === "continues")) {
    commit(shadow, files.at(-1)?.statements.at(-1), refused);
  }
  if (refused.length > 0) shadow.attempt("ROLLBACK");
  return { lineage, refused, skipped, moved };
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

/** The folded names of what a statement alters or drops, former and new ones. */
function definedBy(statement: Statement): readonly string[] {
  const outline = outlineOf(statement);
  if (outline.kind === "drop") return [outline.name.name];
  if (outline.kind !== "alter") return [];
  return [outline.table.name, renameIn(statement)?.after ?? outline.table.name];
}

function isSame(left: Catalog, right: Catalog): boolean {
  return left.size === right.size &&
    [...left].every(([key, { rootPage }]) => right.get(key)?.rootPage === rootPage);
}
