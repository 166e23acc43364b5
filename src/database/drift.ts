import { type Result, succeed } from "../base/result.ts";
import type { Change } from "../diff/change.ts";
import { detectChanges } from "../diff/detect_changes.ts";
import { CATALOG_QUERIES, snapshotOfCatalog } from "../schema/introspect.ts";
import { replay, type ReplayOptions } from "../shadow/replay/replay.ts";
import { withoutHistory, withoutLeftovers } from "../sources/history_tables.ts";
import { type Location, queryLocation, type ReachOptions } from "./location.ts";
import type { RunHistory } from "./run_history.ts";

/**
 * The differences between the schema of a database and that of its migrations: additions (a create,
 * an added column) and what is missing (a drop). Tables of tools are ignored. Fails if the
 * migrations do not run.
 */
export async function driftOf(
  location: Location,
  { migrations, applied, ...how }: RunHistory,
  { note, ...reach }: ReachOptions & Pick<ReplayOptions, "note">,
): Promise<Result<readonly Change[]>> {
  const catalog = await queryLocation(location, CATALOG_QUERIES, reach);
  if (!catalog.ok) return catalog;
  const byId = new Map(migrations.map((it) => [it.id, it]));
  const run = applied.flatMap((id) => byId.get(id) ?? []);
  const expected = await replay(run, undefined, { ...how, note });
  if (!expected.ok) return expected;
  const found = withoutLeftovers(snapshotOfCatalog(catalog.value));
  return succeed(detectChanges(withoutHistory(expected.value.snapshot), found));
}
