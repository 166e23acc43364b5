import { type Result, succeed } from "../base/result.ts";
import type { Target } from "../base/target.ts";
import type { Change } from "../diff/change.ts";
import { detectChanges } from "../diff/detect_changes.ts";
import type { Migration } from "../migrations/directory.ts";
import type { RunnerProfile } from "../migrations/runners/profile.ts";
import { CATALOG_QUERIES, snapshotOfCatalog } from "../schema/introspect.ts";
import { replay } from "../shadow/replay/replay.ts";
import { withoutHistory, withoutLeftovers } from "../sources/history_tables.ts";
import { type Location, queryLocation, type ReachOptions } from "./location.ts";

/** The migrations that a schema is compared with. */
export interface DriftQuestion extends ReachOptions {
  /** All migrations of the folder. */
  readonly migrations: readonly Migration[];
  /** The ids of the applied migrations, in the order in which they were applied. */
  readonly applied: readonly string[];
  readonly target: Target;
  readonly runners: readonly RunnerProfile[];
}

/**
 * The differences between the schema of a database and that of its migrations: additions (a create,
 * an added column) and what is missing (a drop). Tables of tools are ignored. Fails if the
 * migrations do not run.
 */
export async function driftOf(
  location: Location,
  { migrations, applied, target, runners, ...reach }: DriftQuestion,
): Promise<Result<readonly Change[]>> {
  const catalog = await queryLocation(location, CATALOG_QUERIES, reach);
  if (!catalog.ok) return catalog;
  const byId = new Map(migrations.map((it) => [it.id, it]));
  const run = applied.flatMap((id) => byId.get(id) ?? []);
  const expected = await replay(run, undefined, { target, runners });
  if (!expected.ok) return expected;
  const found = withoutLeftovers(snapshotOfCatalog(catalog.value));
  return succeed(detectChanges(withoutHistory(expected.value.snapshot), found));
}

/**
 * The ids of the applied migrations that are in the folder, in the order in which they were
 * applied.
 */
export function appliedInOrder(
  history: readonly { readonly id: string }[] | undefined,
  applied: readonly string[],
): readonly string[] {
  const order = (history ?? []).map(({ id }) => id).filter((id) => applied.includes(id));
  // Migrations covered by a baseline have no rows of their own.
  return [...applied.filter((id) => !order.includes(id)), ...order];
}
