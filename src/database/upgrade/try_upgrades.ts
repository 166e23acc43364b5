import type { Progress } from "../../base/progress.ts";
import { type Result, succeed } from "../../base/result.ts";
import { fileEngineOf } from "../../base/target.ts";
import { inScratchFolder } from "../../host/files/write/scratch_folder.ts";
import { objectHashes } from "../../migrations/bundle/object_hashes.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import { rowGenerator } from "./generated_rows.ts";
import { differenceOf } from "./schema_hashes.ts";
import { type Lab, upgraded } from "./scratch_database.ts";
import { carryRowsOver, type TriedStep, tryStep } from "./try_step.ts";

/** Which upgrades to test. */
export interface UpgradeRequest extends Pick<Lab, "project"> {
  /** The ids of the last migrations of released versions, in the order of the bundle. */
  readonly versions: readonly string[];
  /** Where a temporary folder for databases may be created, if needed. */
  readonly workingDirectory: string;
  readonly progress?: Progress | undefined;
}

/** The result of one upgrade. Real databases may have no rows like those that stop it. */
export interface UpgradedVersion extends Omit<TriedStep, "schema"> {
  readonly from: string;
}

/**
 * Upgrades a database of every version with rows in it to the next one, and compares it with a
 * fresh install of that; one more database carries the rows of all versions to the last one. Each
 * migration is also interrupted before each of its statements: none of its changes may remain.
 * Fails if a fresh install itself does.
 */
export function tryUpgrades(
  { project, versions, workingDirectory, progress }: UpgradeRequest,
): Promise<Result<readonly UpgradedVersion[]>> {
  return inScratchFolder(workingDirectory, async (folder) => {
    const lab: Lab = { project, folder, engine: fileEngineOf(project.target) };
    const fresh = await upgraded("fresh.db", lab, undefined);
    if (!fresh.ok) return fresh;
    const rowsFor = rowGenerator(fresh.value, lab);
    // Without rows it passes through all versions, and is a fresh install of each.
    let base = await upgraded("base.db", lab, versions[0]);
    if (base.ok) folder.copy("base.db", "carried.db");
    const done: UpgradedVersion[] = [];
    for (const [index, from] of versions.entries()) {
      if (!base.ok) return base;
      progress?.(`Upgrading from ${index + 1} of ${versions.length} versions: ${from}`);
      const until = versions[index + 1];
      const step = { from, until, inserts: await rowsFor(base.value) };
      const alone = await tryStep(step, lab);
      if (!alone.ok) return alone;
      const carried = await carryRowsOver(step, lab);
      base = await upgraded("base.db", lab, until);
      if (!base.ok) return base;
      done.push(versionOf(from, { alone: alone.value, carried, wanted: base.value }));
      // If its rows make an upgrade fail, it starts over.
      if (carried.stopped !== undefined) folder.copy("base.db", "carried.db");
    }
    return succeed(done);
  });
}

function versionOf(
  from: string,
  { alone, carried, wanted }: {
    readonly alone: TriedStep;
    readonly carried: Pick<TriedStep, "schema" | "stopped">;
    readonly wanted: SchemaSnapshot;
  },
): UpgradedVersion {
  const { schema, stopped = carried.stopped, faults, ...facts } = alone;
  const ends = carried.stopped === undefined ? [schema, carried.schema] : [schema];
  const fresh = objectHashes(wanted);
  const [different] = ends.flatMap((end) => differenceOf(end, fresh, from) ?? []);
  return {
    from,
    ...facts,
    faults: different === undefined ? faults : [...faults, different],
    ...(stopped && { stopped }),
  };
}
