import type { RunnerProfile } from "../../migrations/runners/profile.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";

/** How a runner executes files, as far as it matters for a replay. */
export type ReplayMode = Pick<
  RunnerProfile,
  "transaction" | "optOut" | "foreignKeys" | "control" | "history"
>;

/** One step of a run. */
export type RunStep =
  /** A file begins, with the settings of a new connection. */
  | { readonly kind: "open"; readonly inTransaction: boolean; readonly statement: Statement }
  | { readonly kind: "statement"; readonly statement: Statement }
  /** The runner commits the file; `statement` is its last one. */
  | { readonly kind: "commit"; readonly statement: Statement };

/**
 * The steps in which a runner runs files; without a mode no transaction is opened. A runner that
 * runs all pending files in one transaction is treated as if each had its own, as happens when each
 * is deployed separately.
 */
export function stepsOf(statements: readonly Statement[], mode?: ReplayMode): RunStep[] {
  return statements.flatMap((statement, index): RunStep[] => {
    const { source } = statement;
    const inTransaction = runsInTransaction(source, mode);
    const isFirst = source !== statements[index - 1]?.source;
    const isLast = source !== statements[index + 1]?.source;
    const isRun = mode?.control !== "cut-out" || !isControl(statement);
    return [
      ...(isFirst ? [{ kind: "open", inTransaction, statement } as const] : []),
      ...(isRun ? [{ kind: "statement", statement } as const] : []),
      ...(isLast && inTransaction ? [{ kind: "commit", statement } as const] : []),
    ];
  });
}

/** Whether the runner opens a transaction for the file. */
export function runsInTransaction(
  source: Statement["source"],
  mode: ReplayMode | undefined,
): boolean {
  if (mode === undefined || mode.transaction === "none") return false;
  return mode.optOut === undefined || !optsOut(source, mode.optOut);
}

/** Whether the file has these words. Each is read once, not once for every statement. */
function optsOut(source: Statement["source"], words: RegExp): boolean {
  const known = OPTED_OUT.get(source) ?? new Map<RegExp, boolean>();
  OPTED_OUT.set(source, known);
  const isOut = known.get(words) ?? words.test(source.text);
  known.set(words, isOut);
  return isOut;
}

const OPTED_OUT = new WeakMap<Statement["source"], Map<RegExp, boolean>>();

/** Whether the statement begins or ends a transaction. */
export function isControl(statement: Pick<Statement, "tokens">): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "transaction" && ["begin", "commit"].includes(outline.action);
}
