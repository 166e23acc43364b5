import { type Result, succeed } from "../../base/result.ts";
import { migrationsUpTo } from "../../runner/history.ts";
import { refuseHistory } from "../../runner/migrate.ts";
import { MigrationError } from "../../runner/migration_error.ts";
import { runSteps } from "../../runner/steps.ts";
import type { Applied, ApplyRequest } from "./apply_request.ts";
import { isIndependent } from "./independence.ts";
import { type Location, nameOfLocation } from "../location.ts";
import { failureOf } from "./migration_diagnostic.ts";
import { refusalOf } from "./refusal.ts";
import { appliedHistoryOf } from "../applied_history.ts";
import { type DatabaseState, readState } from "../state.ts";

/** The result that applying would have. */
export interface DryRun extends Applied {
  /** The migrations that precede an applied one. */
  readonly outOfOrder: readonly string[];
}

/**
 * The result that `applyTo` would have, as far as it follows from the migrations and the history:
 * no statement is run, and the database is only read. Fails if it would be refused.
 */
export async function dryRun(location: Location, request: ApplyRequest): Promise<Result<DryRun>> {
  const { project, authToken, baselineId, to } = request;
  const { migrations } = project.bundle;
  const state = await readState(location, project, { authToken, mayBeMissing: true });
  if (!state.ok) return state;
  const refused = refusalOf(state.value, nameOfLocation(location), request);
  if (refused !== undefined) return refused;
  const { applied: before, pending, outOfOrder, schema } = state.value;
  const start = { from: before.at(-1), schema, outOfOrder };
  if (baselineId !== undefined) {
    const isKnown = ({ id }: { readonly id: string }) => before.includes(id);
    const adopted = migrationsUpTo(migrations, baselineId).filter((it) => !isKnown(it));
    return succeed({ ...start, applied: [], adopted: adopted.map(({ id }) => id) });
  }
  const wanted = new Set(migrationsUpTo(migrations, to));
  const next = pending.filter((it) => wanted.has(it));
  const stopped = await refusedBy(state.value, next, request);
  return stopped ?? succeed({
    ...start,
    applied: next.map(({ id }) => id),
    adopted: request.adopt && state.value.tool !== undefined ? before : [],
  });
}

/** The failure if the history prevents applying. */
async function refusedBy(
  state: DatabaseState,
  pending: DatabaseState["pending"],
  { project, allow }: ApplyRequest,
) {
  try {
    await runSteps(refuseHistory(state, pending, {
      allow,
      isIndependent: (id) => isIndependent(id, appliedHistoryOf(state, project)),
    }));
  } catch (error) {
    if (error instanceof MigrationError) return failureOf(error, project);
    throw error;
  }
}
