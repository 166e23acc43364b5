import { succeed } from "../../base/result.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import { nextVersion, slugFor } from "../names.ts";
import {
  type DrizzleKind,
  identifierFor,
  jsonObject,
  jsonText,
  snapshotRepeated,
  uncommented,
  withBreakpoints,
} from "./drizzle_text.ts";
import type { LayoutFile } from "./layout.ts";
import { type FileNames, readVersionedFiles } from "./versioned_files.ts";

/**
 * Drizzle Kit 1: `<timestamp>_<name>/migration.sql`, in the order of the folders' names, each with a
 * `snapshot.json` for Drizzle Kit itself. A database runs what it does not know by name.
 */
export const DRIZZLE_FOLDERS: DrizzleKind = {
  reads: (path) => NAMES.pattern.test(path) || SNAPSHOT.test(path),
  recognises: (files) => [...files.keys()].some((path) => SNAPSHOT.test(path)),
  read: (files) => {
    const read = readVersionedFiles(files, NAMES);
    if (!read.ok) return read;
    return succeed(
      read.value.map((migration) => ({ ...migration, source: uncommented(migration.source) })),
    );
  },
  write: async ({ directory, name, sql, now }) => {
    const id = `${nextVersion(directory.migrations, now)}_${slugFor(name) || "migration"}`;
    const migration = { path: `${id}/migration.sql`, text: withBreakpoints(sql), replaces: false };
    const snapshot = await nextSnapshot(directory.files, `${id}/snapshot.json`);
    return snapshot === undefined
      ? succeed([migration])
      : succeed([migration, snapshot], [snapshotRepeated(snapshot.path)]);
  },
};

const SNAPSHOT = /^[^/]+\/snapshot\.json$/;

const NAMES: FileNames = {
  pattern: /^(?<id>(?<version>\d{14})_(?<name>[^/]+))\/migration\.sql$/,
  order: {
    // Drizzle asks the locale; the digits before the names decide in every one of them.
    compare: (left, right) => left.id.localeCompare(right.id, "en"),
    identity: ({ id }) => id,
  },
  flaw: "it is no migration.sql in a folder of its own",
  rightName: (path) => `<timestamp>_${path.replace(/\.sql$/i, "")}/migration.sql`,
};

/** The newest snapshot once more; none where there is none to repeat. */
async function nextSnapshot(files: FolderTexts, path: string): Promise<LayoutFile | undefined> {
  const newest = [...files.keys()].filter((it) => SNAPSHOT.test(it)).sort().at(-1);
  const snapshot = newest === undefined ? undefined : jsonObject(files.get(newest));
  if (snapshot === undefined) return undefined;
  const { id } = snapshot;
  const next = { ...snapshot, id: await identifierFor(path, String(id)), prevIds: [id] };
  return { path, text: jsonText(next), replaces: false };
}
