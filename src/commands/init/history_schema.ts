import type { ProgressOptions } from "../../base/progress.ts";
import { type Result, succeed } from "../../base/result.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import { usualTarget } from "../../migrations/layouts/list.ts";
import { runnersOf } from "../../migrations/runners/runners_of.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import { withoutHistory } from "../../sources/history_tables.ts";
import type { ProjectOptions } from "../options.ts";
import type { Proposal } from "./proposal.ts";

/** How the migrations of a project are run. */
export type HistoryOptions =
  & Pick<ProjectOptions, "runner" | "foreignKeys" | "declared">
  & ProgressOptions;

/** The schema that migrations create, run as their runner does. */
export async function historySchema(
  { migrations, layout }: MigrationDirectory,
  { target }: Pick<Proposal, "target">,
  { runner, foreignKeys, declared, progress }: HistoryOptions,
): Promise<Result<SchemaSnapshot>> {
  const { replay } = await import("../../shadow/replay/replay.ts");
  const replayed = await replay(migrations, undefined, {
    progress,
    declared,
    target: target ?? usualTarget(layout),
    runners: runnersOf({ layout, target, runner, foreignKeys }),
  });
  return replayed.ok
    ? succeed(withoutHistory(replayed.value.snapshot), replayed.diagnostics)
    : replayed;
}
