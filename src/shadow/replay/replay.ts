import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Progress } from "../../base/progress.ts";
import { type Result, succeed } from "../../base/result.ts";
import type { Migration } from "../../migrations/directory.ts";
import { compareText, EMPTY_SNAPSHOT } from "../../schema/snapshot.ts";
import type { Statement } from "../../sql/statements.ts";
import { declareHint } from "../guard/application_only.ts";
import type { TargetOptions } from "../target_options.ts";
import { explainBroken } from "../explain_broken.ts";
import { runOnEngine } from "../run_on_engine.ts";
import { firstSuccessful, replayModes } from "./replay_modes.ts";
import { readStatements } from "../read_statements.ts";
import { dependsOnRows, type FilledSchema } from "./row_dependence.ts";
import { runHistory, type RunHistoryOptions } from "./run_history.ts";
import type { TableRows } from "../../schema/table_rows.ts";

/** The schema after a history. */
export interface Replayed extends FilledSchema {
  /** Whether a view or trigger does not compile. */
  readonly isBroken: boolean;
  /** Whether there were diagnostics, which every run must repeat. */
  readonly hasDiagnostics: boolean;
  /** The rows at the end, by table, if they are kept. */
  readonly rows?: ReadonlyMap<string, TableRows> | undefined;
}

/** Options for replaying a history. */
export type ReplayOptions =
  & TargetOptions
  & Pick<RunHistoryOptions, "full" | "note" | "keepsRows">;

/** The start of a replay. */
const NOTHING: FilledSchema = { snapshot: EMPTY_SNAPSHOT, filled: [] };

/**
 * The schema after these migrations, run as one of the `runners` runs them, continuing from the
 * result of an earlier replay (see `canContinue`). Views and triggers that do not compile come back
 * as warnings. Fails with everything that the guard refuses; otherwise at the first statement that
 * the engine refuses or that takes too long.
 */
export async function replay(
  migrations: readonly Migration[],
  from: FilledSchema = NOTHING,
  { progress, target, declared, runners, full = false, keepsRows = false, note }: ReplayOptions =
    {},
): Promise<Result<Replayed>> {
  const statements = readStatements(migrations.map(({ source }) => source));
  if (!statements.ok) return statements;
  const starts = progress && progressReporter(migrations, progress);
  const after = await runOnEngine(
    target,
    (engine) =>
      firstSuccessful(
        replayModes(runners),
        (mode) =>
          runHistory(from.snapshot, statements.value, {
            engine,
            declared,
            mode,
            starts,
            skipsApplicationOnly: true,
            full,
            keepsRows,
            note,
          }),
      ),
  );
  if (!after.ok) return { ...after, diagnostics: after.diagnostics.map(withBaselineHint) };
  const { snapshot, broken, rows } = after.value;
  const filled = [...from.filled, ...after.value.filled].sort(compareText);
  const isBroken = broken.length > 0;
  const warnings = broken.map((it): Diagnostic => ({
    ...explainBroken(it, statements.value, snapshot),
    code: "replay/broken-object",
    severity: "warning",
    hint: declareHint(it.reason) ??
      "Drop or fix it in the next migration: it blocks every RENAME and DROP COLUMN",
  }));
  const all = [...after.diagnostics, ...warnings];
  const hasDiagnostics = all.length > 0;
  return succeed({ snapshot, filled, isBroken, hasDiagnostics, ...(keepsRows && { rows }) }, all);
}

/** A missing table that resembles none may have been in databases before the first migration. */
function withBaselineHint(diagnostic: Diagnostic): Diagnostic {
  const isMissing = diagnostic.hint === undefined &&
    diagnostic.code === "replay/statement-failed" && /: no such table "/.test(diagnostic.message);
  return isMissing ? { ...diagnostic, hint: FROM_ELSEWHERE } : diagnostic;
}

const FROM_ELSEWHERE = "Create it in an earlier migration; if databases have it from elsewhere, " +
  "start from one of them: penumbra init --from app.db";

/** Reports the progress of a replay. */
function progressReporter(migrations: readonly Migration[], progress: Progress) {
  const places = new Map(migrations.map(({ source }, index) => [source, index + 1]));
  return ({ source }: Statement) =>
    progress(`Replaying ${places.get(source)} of ${migrations.length} migrations`);
}

/**
 * Whether these migrations, continued from the schema of an earlier replay without its rows, have
 * the result of a replay from the start. They may not if they depend on rows, or if an object is
 * broken.
 */
export function canContinue(
  migrations: readonly Migration[],
  from: FilledSchema & { readonly isBroken?: boolean },
): boolean {
  const statements = readStatements(migrations.map(({ source }) => source));
  return statements.ok && !from.isBroken && !dependsOnRows(statements.value, from);
}
