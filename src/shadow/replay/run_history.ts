import type { Result } from "../../base/result.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import type { Statement } from "../../sql/statements.ts";
import {
  type ProbedSnapshot,
  snapshotAfter,
  type SnapshotAfterOptions,
  snapshotInWindows,
} from "./snapshot_after.ts";
import { whyFull } from "./why_full.ts";

/** Options for running a history. */
export interface RunHistoryOptions extends SnapshotAfterOptions {
  /**
   * Whether the whole schema is present while each statement runs. Default false: only what a file
   * can change or need, if that has the same result; it takes much less time.
   */
  readonly full?: boolean | undefined;
  /** Receives which way was taken. */
  readonly note?: ((text: string) => void) | undefined;
}

/**
 * The schema after the statements of a history, run file by file if possible. If something is
 * refused or broken, everything is run again on the whole schema, since which problem occurs first
 * depends on the objects present.
 */
export async function runHistory(
  base: SchemaSnapshot,
  statements: readonly Statement[],
  { full = false, note, ...options }: RunHistoryOptions,
): Promise<Result<ProbedSnapshot>> {
  const reason = full
    ? "asked for"
    : options.declared !== undefined
    ? "functions of the application stand in"
    : whyFull(statements);
  if (reason === undefined) {
    const after = await snapshotInWindows(base, statements, options);
    if (after?.ok && after.value.broken.length === 0) {
      note?.("Windowed replay: each migration was run with only the objects it can reach");
      return after;
    }
  }
  note?.(
    `Full replay: ${
      reason ?? "something does not run or compile with only the objects it can reach"
    }`,
  );
  return await snapshotAfter(base, statements, options);
}
