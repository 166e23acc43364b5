import type { Statement } from "../sql/statements.ts";
import { isWord } from "../sql/tokens.ts";

/** What of a runner decides how its files are replayed; each `RunnerProfile` is one. */
export interface ReplayMode {
  /** What one transaction holds: one file, all pending files, or nothing. */
  readonly transaction: "file" | "all" | "none";
  /** What a file says to be run without that transaction. */
  readonly optOut?: RegExp;
  /** Whether foreign keys are enforced while a file runs, as long as it does not set it otherwise. */
  readonly foreignKeys: "on" | "off";
  /** What becomes of BEGIN and COMMIT in a file: they run, are refused, or are cut out before. */
  readonly control: "runs" | "refused" | "cut-out";
  /** The statement that creates the table in which the runner records what it has run. */
  readonly history?: string;
}

/** One step of a run, in order. */
export type RunStep =
  /** A file begins: settings are those of a new connection. */
  | { readonly kind: "open"; readonly inTransaction: boolean; readonly statement: Statement }
  | { readonly kind: "statement"; readonly statement: Statement }
  /** The runner commits what its file did; `statement` is the last of the file. */
  | { readonly kind: "commit"; readonly statement: Statement };

/**
 * How a runner runs files, step by step; without a runner no transaction is opened. One that runs all
 * pending files in one transaction is taken to run each in its own, as it does where each is
 * deployed alone.
 */
export function stepsOf(statements: readonly Statement[], mode?: ReplayMode): RunStep[] {
  return statements.flatMap((statement, index): RunStep[] => {
    const { source } = statement;
    const inTransaction = mode !== undefined && mode.transaction !== "none" &&
      !mode.optOut?.test(source.text);
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

/** Whether a statement begins or ends a transaction. */
export function isControl({ tokens }: Pick<Statement, "tokens">): boolean {
  return isWord(tokens[0], "begin", "commit", "end");
}
