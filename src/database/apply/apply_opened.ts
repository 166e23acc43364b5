import { type Failure, type Result, succeed } from "../../base/result.ts";
import type { OpenDatabase } from "../../host/database/open_database.ts";
import { type History, OWN_HISTORY } from "../../runner/history.ts";
import { adopt, migrate, refuseHistory } from "../../runner/migrate.ts";
import type { MigrateProgress } from "../../runner/migrate_options.ts";
import { MigrationError } from "../../runner/migration_error.ts";
import { runSteps } from "../../runner/steps.ts";
import type { Applied, ApplyRequest } from "./apply_request.ts";
import { failureOf } from "./migration_diagnostic.ts";
import { appliedHistoryOf } from "../applied_history.ts";
import type { DatabaseState } from "../state.ts";
import { historyAs, toolNamed } from "../tools/tool_history.ts";

/** Applies the pending migrations to an open database, or records them if that was requested. */
export async function applyOpened(
  { driver }: OpenDatabase,
  state: DatabaseState,
  request: ApplyRequest,
): Promise<Result<Applied>> {
  const { project, to, allow, as, baselineId, waitMs, progress } = request;
  const { bundle } = project;
  try {
    const toolHistory = as === undefined
      ? undefined
      : await historyAs(toolNamed(as, { found: state.tool, ...project }), project);
    if (baselineId !== undefined) {
      const history = toolHistory ?? OWN_HISTORY;
      const adopted = await adopt(driver, bundle, baselineId, { history });
      return succeed({ applied: [], adopted, ...startOf(state) });
    }
    const isAdopted = request.adopt && state.tool !== undefined;
    // Once recorded in our history, an edit is no longer visible.
    if (isAdopted) await runSteps(refuseHistory(state, [], { allow }));
    const adopted = isAdopted ? await adopt(driver, bundle, state.applied) : [];
    const result = await migrate(driver, bundle, {
      to,
      allow,
      ...(waitMs !== undefined && { waitMs }),
      history: toolHistory ??
        (isAdopted ? OWN_HISTORY : withKnownRows(OWN_HISTORY, state.history)),
      onProgress: progress && ((it) => progress(progressWords(it))),
      // Seldom needed, and much to load for each thread.
      isIndependent: async (id) =>
        (await import("./independence.ts")).isIndependent(id, appliedHistoryOf(state, project)),
    });
    // Unknown migrations were refused before; another process may have applied more by now.
    const applied = result.kind === "done" ? result.applied : [];
    return succeed({ applied, adopted, ...startOf(state) });
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    return withNote(failureOf(error, project), appliedBefore(error, state));
  }
}

/** The migrations that were applied before the one with the error: each has its own transaction. */
function appliedBefore({ kind, migration }: MigrationError, { pending }: DatabaseState): string[] {
  const ids = pending.map(({ id }) => id);
  const isInFile = kind === "statement" || kind === "foreign-key";
  return isInFile && migration !== undefined
    ? ids.slice(0, Math.max(0, ids.indexOf(migration)))
    : [];
}

/** The failure with a note about what was applied before it. */
function withNote(failure: Failure, applied: readonly string[]): Failure {
  const [first, ...others] = failure.diagnostics;
  if (first === undefined || applied.length === 0) return failure;
  const names = applied.length > MOST_NAMES
    ? `${applied.length} migrations, up to ${applied.at(-1)}`
    : applied.join(", ");
  const notes = [`Applied before it: ${names}`, ...first.notes ?? []];
  return { ...failure, diagnostics: [{ ...first, notes }, ...others] };
}

/** More names would bury the error. */
const MOST_NAMES = 5;

/** The history with rows that are already known; only a second read queries the database. */
function withKnownRows(history: History, rows: DatabaseState["history"]): History {
  let isRead = false;
  return {
    ...history,
    *read(driver) {
      if (isRead) return yield* history.read(driver);
      isRead = true;
      return rows;
    },
  };
}

function progressWords({ migration, number, count, statement, statements }: MigrateProgress) {
  return `Applying ${number} of ${count}: ${migration}, statement ${statement} of ${statements}`;
}

/** The starting point of a database. */
export function startOf({ applied, schema }: DatabaseState): Pick<Applied, "from" | "schema"> {
  return { from: applied.at(-1), schema };
}
