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
 * tern: `001_<name>.sql`, run by number, with the down migration below a separator line.
 * https://github.com/jackc/tern#migrations
 */
export const TERN: Layout = {
  name: "tern",
  hasDown: true,
  target: "sqlite",
  reads: isTopLevelSql,
  recognises: (files) =>
    [...files].some(([path, { text }]) => NAMES.pattern.test(path) && SEPARATOR.test(text)),
  read: (files) => {
    const migrations = readVersionedFiles(files, NAMES);
    if (!migrations.ok) return migrations;
    return withUpParts(migrations.value, (source) => {
      const endOffset = SEPARATOR.exec(source.text)?.index ?? source.text.length;
      return succeed(onlyParts(source, [{ startOffset: 0, endOffset }]));
    });
  },
  write: ({ directory: { migrations }, name, sql, downSql, now }) => {
    const version = migrations.length === 0 ? FIRST : nextVersion(migrations, now);
    const path = `${version}_${slugFor(name) || "migration"}.sql`;
    const text = downSql === undefined ? sql : `${sql}\n${LINE}\n\n${downSql}`;
    return succeed([{ path, text, replaces: false }]);
  },
};

const FIRST = "001";

const LINE = "---- create above / drop below ----";

const SEPARATOR = new RegExp(`^${LINE}\\s*$`, "m");

const NAMES: FileNames = {
  pattern: /^(?<id>(?<version>\d+)_(?<name>[^/]+))\.sql$/,
  order: BY_NUMBER,
  flaw: "its name does not begin with a number",
  rightName: (path) => `<number>_${path}`,
};
