import type { Casing } from "../../entities/casing.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import { readSnapshotSeven } from "../../migrations/drizzle/snapshot_seven.ts";
import { readSnapshotSix } from "../../migrations/drizzle/snapshot_six.ts";
import { jsonObject } from "../../migrations/layouts/drizzle_text.ts";
import { compareText } from "../../base/compare_text.ts";

/**
 * Returns the casing of all columns in the newest snapshot of Drizzle Kit, undefined if they may be
 * named as written.
 */
export function kitCasing(files: FolderTexts): Casing | undefined {
  const newest = [...files].filter(([path]) => /snapshot\.json$/.test(path))
    .toSorted(([left], [right]) => compareText(left, right)).at(-1);
  const snapshot = jsonObject(newest?.[1]);
  if (snapshot === undefined) return undefined;
  const { tables } = "ddl" in snapshot ? readSnapshotSeven(snapshot) : readSnapshotSix(snapshot);
  const names = tables.flatMap(({ columns }) => columns.map(({ name }) => name));
  const isCased = names.some((name) => name.includes("_")) &&
    names.every((name) => name === name.toLowerCase());
  return isCased ? "snake_case" : undefined;
}
