import { succeed } from "../../base/result.ts";
import type { Migration } from "../directory.ts";
import { nextVersion, slugFor } from "../names/new_names.ts";
import type { Layout } from "./layout.ts";
import { type FileNames, readVersionedFiles } from "./common/versioned_files.ts";
import { compareText } from "../../base/compare_text.ts";

/**
 * diesel: `<version>_<name>/up.sql`, with `down.sql` next to it for the down migration, run in the
 * order of the versions as text without hyphens. New ones are dated, `2026-11-22-140000_name`.
 * rusqlite_migration also reads such folders, with numbers: `01-name/up.sql`.
 * https://docs.rs/diesel_migrations/latest/diesel_migrations/
 */
export const DIESEL: Layout = {
  name: "diesel",
  hasDown: true,
  target: "sqlite",
  reads: (path) => NAMES.pattern.test(path) || NAMES.ignores!.test(path),
  recognises: (files) => [...files.keys()].some((path) => NAMES.pattern.test(path)),
  read: (files) => readVersionedFiles(files, NAMES),
  write: ({ directory: { migrations }, name, sql, downSql, now }) => {
    const numbered = migrations.filter(({ version }) => /^[\d-]+$/.test(version));
    const last = migrations.at(-1)?.id ?? "";
    const version = numbered.length === 0
      ? dated(nextVersion([], now))
      : nextVersion(numbered, now);
    const separator = /^\d+-\D/.test(last) ? "-" : "_";
    const folder = `${version}${separator}${slugFor(name) || "migration"}`;
    const files = [{ path: `${folder}/up.sql`, text: sql, replaces: false }];
    if (downSql !== undefined) {
      files.push({ path: `${folder}/down.sql`, text: downSql, replaces: false });
    }
    return succeed(files);
  },
};

const FOLDER = String.raw`(?:\d+(?=-\D)|[^_/]+)`;

const NAMES: FileNames = {
  pattern: new RegExp(`^(?<id>(?<version>${FOLDER})[_-]?(?<name>[^/]*))/up\\.sql$`),
  ignores: new RegExp(`^(?<undone>${FOLDER})[^/]*/down\\.sql$`),
  order: {
    compare: (left, right) =>
      compareText(versionOf(left), versionOf(right)) || compareText(left.id, right.id),
    identity: versionOf,
  },
  flaw: "it is not an up.sql in its own folder",
  rightName: (path) => `<version>_${path.replace(/\.sql$/i, "")}/up.sql`,
};

/** The version as diesel records it. */
function versionOf({ version }: Migration): string {
  return version.replaceAll("-", "");
}

/** The time as diesel writes it: `2026-11-22-140000`. */
function dated(timestamp: string): string {
  return timestamp.replace(/^(....)(..)(..)/, "$1-$2-$3-");
}
