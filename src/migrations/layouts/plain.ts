import { succeed } from "../../base/result.ts";
import { nextVersion, versionedName } from "../names.ts";
import type { Layout } from "./layout.ts";
import { BY_NUMBER, type FileNames, readVersionedFiles } from "./versioned_files.ts";

/**
 * `<version>_<name>.sql` at the top of the folder, ordered by the number that the version is, and
 * nothing in a file but SQL: what every runner takes that has no layout of its own.
 */
export const PLAIN: Layout = {
  name: "plain",
  hasDown: false,
  target: "any",
  reads: (path) => /\.sql$/i.test(path),
  recognises: () => true,
  read: (files) => readVersionedFiles(files, NAMES),
  write: ({ directory, name, sql, now }) => {
    const path = `${versionedName(nextVersion(directory.migrations, now), name)}.sql`;
    return succeed([{ path, text: sql, replaces: false }]);
  },
};

const NAMES: FileNames = {
  // The separator is free, since a hyphen or a dot would not make the SQL mean less.
  pattern: /^(?<id>(?<version>\d+)(?:[ ._-]+(?<name>[^/]*))?)\.sql$/i,
  order: BY_NUMBER,
  flaw: "its name does not begin with a version",
  rightName: (path) => `<version>_${path}`,
};
