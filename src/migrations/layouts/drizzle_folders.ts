import { succeed } from "../../base/result.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import { nextVersion, slugFor } from "../names/new_names.ts";
import { nextSnapshot } from "../drizzle/next_snapshot.ts";
import { readSnapshotSeven, snapshotSeven } from "../drizzle/snapshot_seven.ts";
import {
  type DrizzleKind,
  MIGRATIONS_MODULE,
  migrationsModule,
  uncommented,
  withBreakpoints,
} from "./drizzle_text.ts";
import type { LayoutFile } from "./layout.ts";
import { type FileNames, readVersionedFiles } from "./common/versioned_files.ts";

/**
 * Drizzle Kit 1: `<timestamp>_<name>/migration.sql`, run in the order of folder names, each with a
 * `snapshot.json` for Drizzle Kit itself. A database runs the folders that are not in its history
 * by name.
 */
export const DRIZZLE_FOLDERS: DrizzleKind = {
  reads: (path) => NAMES.pattern.test(path) || SNAPSHOT.test(path) || path === MIGRATIONS_MODULE,
  recognises: (files) => [...files.keys()].some((path) => SNAPSHOT.test(path)),
  read: (files) => {
    const read = readVersionedFiles(files, NAMES);
    if (!read.ok) return read;
    return succeed(
      read.value.map((migration) => ({ ...migration, source: uncommented(migration.source) })),
    );
  },
  write: async ({ directory: { files, migrations }, name, sql, now, kit }) => {
    const id = `${nextVersion(migrations, now)}_${slugFor(name) || "migration"}`;
    const migration = { path: `${id}/migration.sql`, text: withBreakpoints(sql), replaces: false };
    const path = `${id}/snapshot.json`;
    const snapshot = await nextSnapshot(files, { path, kit, version: VERSION_SEVEN });
    if (!snapshot.ok) return snapshot;
    return succeed([
      migration,
      ...(snapshot.value === undefined ? [] : [{ path, text: snapshot.value, replaces: false }]),
      ...moduleOf(files, [...migrations.map((it) => it.id), id]),
    ]);
  },
  share: (files) => {
    // Other SQL in the folder is none of its migrations.
    const own = new Map([...files].filter(([path]) => NAMES.pattern.test(path)));
    const read = readVersionedFiles(own, NAMES);
    return read.ok ? succeed(moduleOf(files, read.value.map(({ id }) => id))) : read;
  },
};

function moduleOf(files: FolderTexts, ids: readonly string[]): LayoutFile[] {
  return migrationsModule(
    files,
    ids.map((key, index) => ({
      name: `m${String(index).padStart(4, "0")}`,
      path: `${key}/migration.sql`,
      key,
    })),
  );
}

const SNAPSHOT = /^[^/]+\/snapshot\.json$/;

const VERSION_SEVEN = {
  pattern: SNAPSHOT,
  keysAreNotNull: false,
  write: snapshotSeven,
  read: readSnapshotSeven,
};

const NAMES: FileNames = {
  pattern: /^(?<id>(?<version>\d{14})_(?<name>[^/]+))\/migration\.sql$/,
  order: {
    // Drizzle sorts by locale; the leading digits decide in every locale.
    compare: (left, right) => left.id.localeCompare(right.id, "en"),
    identity: ({ id }) => id,
  },
  flaw: "it is not a migration.sql in its own folder",
  rightName: (path) => `<timestamp>_${path.replace(/\.sql$/i, "")}/migration.sql`,
};
