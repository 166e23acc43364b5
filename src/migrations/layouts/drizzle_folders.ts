import { succeed } from "../../base/result.ts";
import { nextVersion, slugFor } from "../names.ts";
import {
  type DrizzleKind,
  repeatedSnapshot,
  snapshotRepeated,
  uncommented,
  withBreakpoints,
} from "./drizzle_text.ts";
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
    const snapshot = await repeatedSnapshot(directory.files, `${id}/snapshot.json`, SNAPSHOTS);
    return snapshot === undefined
      ? succeed([migration])
      : succeed([migration, snapshot], [snapshotRepeated(snapshot.path)]);
  },
};

const SNAPSHOT = /^[^/]+\/snapshot\.json$/;

const SNAPSHOTS = { pattern: SNAPSHOT, link: (id: unknown) => ({ prevIds: [id] }) };

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
