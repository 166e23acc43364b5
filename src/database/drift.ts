import { type Result, succeed } from "../base/result.ts";
import { enginesOf } from "../base/target.ts";
import type { Change } from "../diff/change.ts";
import { detectChanges } from "../diff/detect_changes.ts";
import { CATALOG_QUERIES, snapshotOfCatalog } from "../schema/introspect.ts";
import { objectsOf, type SchemaSnapshot } from "../schema/snapshot.ts";
import { replay, type ReplayOptions } from "../shadow/replay/replay.ts";
import { ShadowDatabase } from "../shadow/database/shadow_database.ts";
import { withoutHistory, withoutLeftovers } from "../sources/history_tables.ts";
import { type Location, queryLocation, type ReachOptions } from "./location.ts";
import {
  type AppliedHistory,
  appliedHistoryOf,
  type ProjectMigrations,
} from "./applied_history.ts";
import { type DatabaseState, hasNoHistory } from "./state.ts";

/**
 * The differences between the schema of a database and that of its migrations: additions (a create,
 * an added column) and what is missing (a drop). Tables of tools are ignored. None if it is unclear
 * what the migrations have made there. Fails if they do not run.
 */
export async function driftOf(
  location: Location,
  { state, project }: { readonly state: DatabaseState; readonly project: ProjectMigrations },
  { note, ...reach }: ReachOptions & Pick<ReplayOptions, "note">,
): Promise<Result<readonly Change[]>> {
  if (isUnclear(state)) return succeed([]);
  const { migrations, applied, ...how } = appliedHistoryOf(state, project);
  const catalog = await queryLocation(location, CATALOG_QUERIES, reach);
  if (!catalog.ok) return catalog;
  const byId = new Map(migrations.map((it) => [it.id, it]));
  const run = applied.flatMap((id) => byId.get(id) ?? []);
  const replayed = await replay(run, undefined, { ...how, note });
  if (!replayed.ok) return replayed;
  const expected = withoutHistory(replayed.value.snapshot);
  const found = withoutLeftovers(snapshotOfCatalog(catalog.value));
  const drift = detectChanges(expected, found);
  return succeed(
    drift.length === 0 ? drift : detectChanges(expected, await asReplayed(found, how)),
  );
}

/** Unknown migrations may have created anything, and unfinished or replaced ones a part of it. */
function isUnclear(state: DatabaseState): boolean {
  return hasNoHistory(state) ||
    [state.unknown, state.unfinished, state.partlyRun].some((it) => it.length > 0);
}

/**
 * The schema as it would come out of a replay, which rewrites strings in double quotes; as it is if
 * it does not run in memory.
 */
async function asReplayed(
  found: SchemaSnapshot,
  { target, declared }: Pick<AppliedHistory, "target" | "declared">,
): Promise<SchemaSnapshot> {
  const [engine] = enginesOf(target);
  await using shadow = await ShadowDatabase.open({ engine, declared });
  return shadow.tryRestore(objectsOf(found)) === undefined ? shadow.introspect() : found;
}
