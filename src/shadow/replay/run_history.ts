import { engineOf } from "../../base/engine_name.ts";
import type { Result } from "../../base/result.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import type { Statement } from "../../sql/statements.ts";
import type { TargetOptions } from "../database/target_options.ts";
import { guard } from "../guard/guard.ts";
import { firstSuccessful, replayModes } from "./replay_modes.ts";
import { runOnEngine } from "./run_on_engine.ts";
import {
  type ProbedSnapshot,
  snapshotAfter,
  type SnapshotAfterOptions,
  snapshotInWindows,
  type WindowedOptions,
} from "./snapshot_after.ts";
import { whyFull } from "./why_full.ts";

/** Options for running a history. */
export interface RunHistoryOptions extends Omit<WindowedOptions, "wholeFrom"> {
  /**
   * Whether the whole schema is present while each statement runs. Default false: only what a file
   * can change or need, if that has the same result; it takes much less time.
   */
  readonly full?: boolean | undefined;
  /** Receives which way was taken. */
  readonly note?: ((text: string) => void) | undefined;
}

/**
 * The schema after the statements of a history on the engine of a target, in the first way in which one
 * of the `runners` may have run them: see `runHistory`, `replayModes` and `runOnEngine`.
 */
export async function runHistoryAnyWay(
  base: SchemaSnapshot,
  statements: readonly Statement[],
  { target, runners, ...options }:
    & Omit<RunHistoryOptions, "engine" | "mode">
    & Pick<TargetOptions, "target" | "runners">,
): Promise<Result<ProbedSnapshot>> {
  return await runOnEngine(
    target,
    (engine) =>
      firstSuccessful(
        replayModes(runners),
        (mode) => runHistory(base, statements, { ...options, engine, mode }),
      ),
  );
}

/**
 * The schema after the statements of a history, run file by file if possible. Which problem occurs
 * first depends on the objects present, so from the first file that is refused on, and at the end
 * if something is broken there, the whole schema is.
 */
export async function runHistory(
  base: SchemaSnapshot,
  statements: readonly Statement[],
  { full = false, note, ...options }: RunHistoryOptions,
): Promise<Result<ProbedSnapshot>> {
  const reason = full
    ? "requested"
    : options.declared !== undefined
    ? "stand-ins replace what the application registers"
    : whyFull(statements);
  if (reason === undefined) {
    const after = await snapshotInWindows(base, statements, options);
    if (!("at" in after) && after.value.broken.length === 0) {
      note?.("Windowed replay: each migration was run with only the objects it can reach");
      return after;
    }
    const wholeFrom = "at" in after ? after.at : Infinity;
    const again = await inWindowsUntil(wholeFrom, base, statements, options);
    if (again !== undefined) {
      note?.("Windowed replay, with the whole schema where something does not run or compile");
      return again;
    }
  }
  note?.(`Full replay: ${reason ?? "something does not run with only the objects it can reach"}`);
  const { unloadPolicy: _, ...all } = options;
  const wholeFrom = options.content === undefined ? undefined : 0;
  const after = await snapshotAfter(base, statements, { ...all, wholeFrom });
  // What it leaves besides the schema, such as temporary objects, is not known.
  return after.ok ? { ...after, value: { ...after.value, order: undefined } } : after;
}

/**
 * Replays in windows up to a file, and from there with the whole schema; undefined if only a full
 * replay can tell.
 */
async function inWindowsUntil(
  wholeFrom: number,
  base: SchemaSnapshot,
  statements: readonly Statement[],
  options: SnapshotAfterOptions,
): Promise<Result<ProbedSnapshot> | undefined> {
  // What the guard refuses is reported before anything is run.
  const isRefused = (it: Statement) =>
    guard(it, engineOf(options.engine ?? "libsql")) !== undefined;
  if (statements.some(isRefused)) return undefined;
  const again = await snapshotInWindows(base, statements, { ...options, wholeFrom });
  if (!("at" in again)) return again;
  return typeof again.refused !== "string" && again.at >= wholeFrom ? again.refused : undefined;
}
