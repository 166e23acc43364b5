import { succeed } from "../../base/result.ts";
import { nextVersion, slugFor } from "../names/new_names.ts";
import type { Layout } from "./layout.ts";
import { withUpParts } from "./common/marked_files.ts";
import { onlyParts } from "./common/parts.ts";
import {
  BY_NUMBER,
  type FileNames,
  isTopLevelSql,
  readVersionedFiles,
} from "./common/versioned_files.ts";

/**
 * The migrations of the package `sqlite`: `001-<name>.sql`, run by number. The down migration is
 * below the first line that starts with `-- Down`; `-- Up` is a comment. It stores both texts in
 * the database, without their comments, and undoes migrations that are no longer on disk.
 * https://github.com/kriasoft/node-sqlite#migrations
 */
export const NODE_SQLITE: Layout = {
  name: "node-sqlite",
  hasDown: true,
  target: "sqlite",
  reads: isTopLevelSql,
  recognises: (files) =>
    [...files].some(([path, { text }]) => NAMES.pattern.test(path) && HEADING.test(text)),
  read: (files) => {
    const migrations = readVersionedFiles(files, NAMES);
    if (!migrations.ok) return migrations;
    return withUpParts(migrations.value, (source) => {
      const endOffset = DOWN.exec(source.text)?.index ?? source.text.length;
      return succeed(onlyParts(source, [{ startOffset: 0, endOffset }]));
    });
  },
  write: ({ directory, name, sql, downSql, now }) => {
    const { migrations } = directory;
    const version = migrations.length === 0 ? FIRST : nextVersion(migrations, now);
    const path = `${version}-${slugFor(name) || "migration"}.sql`;
    const text = `-- Up\n${sql}` + (downSql === undefined ? "" : `\n-- Down\n${downSql}`);
    return succeed([{ path, text, replaces: false }]);
  },
};

const FIRST = "001";

/** A comment with nothing else: one that only starts like this may be in anyone's file. */
const HEADING = /^\ufeff?--\s+(?:up|down)\s*$/im;

/** The pattern at which the package splits. */
const DOWN = /^--\s+?down\b/im;

const NAMES: FileNames = {
  pattern: /^(?<id>(?<version>\d+)[^\d/](?<name>[^/]*))\.sql$/,
  order: BY_NUMBER,
  flaw: "its name does not begin with a version and a separator",
  rightName: (path) => `<version>-${path}`,
};
