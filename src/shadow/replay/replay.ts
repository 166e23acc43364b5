import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import type { Progress } from "../../base/progress.ts";
import { type Result, succeed } from "../../base/result.ts";
import { chainKeys } from "../../migrations/chain.ts";
import { headOf } from "../../migrations/text/head.ts";
import { describedIn } from "../../migrations/read/programs.ts";
import { isNewestSchema } from "../../migrations/names/dumps.ts";
import type { Migration } from "../../migrations/directory.ts";
import { EMPTY_SNAPSHOT } from "../../schema/snapshot.ts";
import type { Statement } from "../../sql/statements.ts";
import { TAKE_OUT } from "../guard/guard.ts";
import { declareHint, undeclaredIn } from "../guard/application_only.ts";
import type { TargetOptions } from "../database/target_options.ts";
import { REBASE_HINT } from "../explain/explain.ts";
import { explainBroken } from "../database/explain_broken.ts";
import { refusalsInOne } from "./another_database.ts";
import { readStatements } from "../../sql/read_statements.ts";
import { dependsOnRows, type FilledSchema } from "./row_dependence.ts";
import { runHistoryAnyWay, type RunHistoryOptions } from "./run_history.ts";
import { NotRestored } from "./snapshot_after.ts";
import type { Content } from "../../schema/content.ts";

/** The schema after a history. */
export interface Replayed extends FilledSchema, Content {
  /** Whether a view or trigger does not compile. */
  readonly isBroken: boolean;
  /** Whether there were diagnostics, which every run must repeat. */
  readonly hasDiagnostics: boolean;
}

/** Options for replaying a history. */
export type ReplayOptions =
  & TargetOptions
  & Pick<RunHistoryOptions, "full" | "note">
  & {
    /** Whether the rows at the end are needed, however many. */
    readonly keepsRows?: boolean;
    /** The migrations before `from`: they are replayed if it cannot be restored. */
    readonly earlier?: readonly Migration[];
  };

/** The state that a replay continues. */
export type Start = FilledSchema & Content & { readonly isBroken?: boolean };

/** The start of a replay. */
const NOTHING: Start = { snapshot: EMPTY_SNAPSHOT, filled: [], rows: new Map(), order: [] };

/**
 * The schema after these migrations, run as one of the `runners` runs them, continuing from the
 * result of an earlier replay (see `canContinue`). Views and triggers that do not compile come back
 * as warnings. Fails with everything that the guard refuses; otherwise at the first statement that
 * the engine refuses or that takes too long.
 */
export async function replay(
  migrations: readonly Migration[],
  from: Start = NOTHING,
  options: ReplayOptions = {},
): Promise<Result<Replayed>> {
  const { earlier = [], note } = options;
  try {
    return await replayFrom(from, migrations, options);
  } catch (error) {
    // Rows from a cache may be anything.
    if (!(error instanceof NotRestored) || earlier.length === 0) throw error;
    note?.("Replaying all migrations: the rows cannot be restored");
    return await replayFrom(NOTHING, [...earlier, ...migrations], options);
  }
}

async function replayFrom(
  from: Start,
  migrations: readonly Migration[],
  { progress, keepsRows = false, earlier = [], ...how }: ReplayOptions,
): Promise<Result<Replayed>> {
  const statements = readStatements(migrations.map(({ source }) => source));
  if (!statements.ok) return statements;
  const after = await runHistoryAnyWay(from.snapshot, statements.value, {
    ...how,
    starts: progress && progressReporter(migrations, progress),
    skipsApplicationOnly: true,
    keepsRows: keepsRows ? "all" : "few",
    content: isWhole(from) ? { rows: from.rows, order: from.order } : undefined,
  });
  if (!after.ok) {
    const diagnostics = refusalsInOne(after.diagnostics, statements.value);
    const all = [...earlier, ...migrations];
    const moved = from === NOTHING || earlier.length > 0 ? await madeElsewhere(all) : [];
    const hinted = diagnostics.map((it) => withOriginHint(it, { migrations: all, moved }));
    return { ...after, diagnostics: hinted };
  }
  const { snapshot, broken, rows, order } = after.value;
  const filled = isWhole(from)
    ? after.value.filled
    : [...from.filled, ...after.value.filled].sort();
  const isBroken = broken.length > 0;
  const warnings = broken.map((it): Diagnostic => {
    const missing = undeclaredIn(it.reason);
    return {
      ...explainBroken(it, [...statementsOf(earlier), ...statements.value], snapshot),
      code: "replay/broken-object",
      severity: "warning",
      hint: missing === undefined
        ? "Drop or fix it in the next migration: it blocks every RENAME and DROP COLUMN"
        : declareHint(missing),
    };
  });
  const diagnostics = [...after.diagnostics, ...warnings];
  const hasDiagnostics = diagnostics.length > 0;
  const content = isWhole(from) ? { rows, order: rows && order } : {};
  return succeed({ snapshot, filled, isBroken, hasDiagnostics, ...content }, diagnostics);
}

/**
 * Whether nothing is missing in the state: a replay that continues it has the result of one from the
 * start, its diagnostics included.
 */
export function isWhole({ rows, order, snapshot, isBroken = false }: Start): boolean {
  // The rows of virtual tables are not kept.
  return rows !== undefined && order !== undefined && !isBroken &&
    snapshot.virtualTables.length === 0;
}

function statementsOf(migrations: readonly Migration[]): readonly Statement[] {
  const read = readStatements(migrations.map(({ source }) => source));
  return read.ok ? read.value : [];
}

/** The sources of the migrations that were generated after others than those before them. */
async function madeElsewhere(migrations: readonly Migration[]): Promise<SourceText[]> {
  const keys = await chainKeys(migrations);
  return migrations.map(({ source }) => source).filter(({ text }, index) => {
    const head = headOf(text);
    return head !== undefined && index > 0 && !keys[index - 1]!.startsWith(head.parent);
  });
}

/**
 * A missing table that resembles none may have been in databases before the first migration, what a
 * program creates is missing without a description, and what exists too early may come from a file
 * with the newest schema. All of it may be due to another branch, if the migration was made for that.
 */
function withOriginHint(
  diagnostic: Diagnostic,
  { migrations, moved }: {
    readonly migrations: readonly Migration[];
    readonly moved: readonly SourceText[];
  },
): Diagnostic {
  const { message, span, hint } = diagnostic;
  if (hint === TAKE_OUT) return { ...diagnostic, hint: `${hint}; ${SKIP}` };
  const differs = MISSING.test(message) || TOO_EARLY.test(message);
  if (differs && span !== undefined && moved.includes(span.source)) {
    return { ...diagnostic, hint: REBASE_HINT };
  }
  const newest = migrations.find(({ source }) => isNewestSchema(source.name))?.source.name;
  if (newest !== undefined && TOO_EARLY.test(diagnostic.message)) {
    return { ...diagnostic, hint: startFrom(newest) };
  }
  const [, what] = MISSING.exec(diagnostic.message) ?? [];
  const isOpen = diagnostic.hint === undefined && diagnostic.code === "replay/statement-failed";
  if (!isOpen || what === undefined) return diagnostic;
  const end = migrations.findIndex(({ source }) => source === diagnostic.span?.source);
  const program = migrations.slice(0, end).findLast((it) => it.isOpaque && it.source.text === "");
  if (program !== undefined) return { ...diagnostic, hint: describe(program.source.name) };
  return what === "table" ? { ...diagnostic, hint: FROM_ELSEWHERE } : diagnostic;
}

const SKIP = 'if databases have run the file, name it under "skip" in penumbra.json';

const MISSING = /: no such (table|column|index|view|trigger) "/;

function describe(program: string): string {
  return `If a skipped program creates it, such as "${program}", write that into ` +
    `"${describedIn(program)}"`;
}

const TOO_EARLY = /: (?:duplicate column name |.* already exists$)/;

function startFrom(newest: string): string {
  return `If "${newest}" contains the newest schema, start from it: "baseline" in penumbra.json names ` +
    "it and the last migration that it covers, and penumbra init writes that";
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
 * Whether these migrations, continued from an earlier replay, have the result of a replay from the
 * start. Without its rows they may not, if they depend on these or if an object is broken.
 */
export function canContinue(
  migrations: readonly Migration[],
  from: Start,
): boolean {
  if (isWhole(from)) return true;
  const statements = readStatements(migrations.map(({ source }) => source));
  return statements.ok && !from.isBroken && !dependsOnRows(statements.value, from);
}
