import { succeed } from "../../base/result.ts";
import { nextVersion, slugFor } from "../names/new_names.ts";
import { annotatedFile, type Annotations, upPart } from "./common/annotated.ts";
import type { Layout } from "./layout.ts";
import { withUpParts } from "./common/marked_files.ts";
import {
  BY_NUMBER,
  type FileNames,
  isTopLevelSql,
  readVersionedFiles,
} from "./common/versioned_files.ts";
import { compareText } from "../../base/compare_text.ts";

/**
 * sql-migrate: `<version>-<name>.sql`, run by number and then by name, with the up migration below
 * `-- +migrate Up` and the down migration below `-- +migrate Down`.
 * https://github.com/rubenv/sql-migrate#writing-migrations
 */
export const SQL_MIGRATE: Layout = {
  name: "sql-migrate",
  hasDown: true,
  target: "sqlite",
  reads: isTopLevelSql,
  recognises: (files) =>
    [...files].some(([path, { text }]) => isTopLevelSql(path) && ANNOTATIONS.up.test(text)),
  read: (files) => {
    const migrations = readVersionedFiles(files, NAMES);
    return migrations.ok
      ? withUpParts(migrations.value, (source) => upPart(source, ANNOTATIONS))
      : migrations;
  },
  write: ({ directory: { migrations }, name, sql, downSql, now }) => {
    const numbered = migrations.filter(({ version }) => version !== "");
    const version = nextVersion(numbered, now);
    const separator = /^\d+(?<separator>[ ._-])/.exec(migrations.at(-1)?.id ?? "")?.groups
      ?.["separator"];
    const path = `${version}${separator ?? "-"}${slugFor(name) || "migration"}.sql`;
    const text = annotatedFile(ANNOTATIONS, { sql, downSql });
    return succeed([{ path, text, replaces: false }]);
  },
};

const ANNOTATIONS: Annotations = {
  tool: "sql-migrate",
  word: "migrate",
  up: /^\ufeff?--[ \t]*\+migrate[ \t]+up\b/im,
  down: /^--[ \t]*\+migrate[ \t]+down\b/im,
};

const NAMES: FileNames = {
  pattern: /^(?<id>(?<version>\d*)[ ._-]*(?<name>[^/]*))\.sql$/,
  order: {
    // Files without a number run after all that have one.
    compare: (left, right) =>
      Number(left.version === "") - Number(right.version === "") ||
      (left.version === "" ? compareText(left.id, right.id) : BY_NUMBER.compare(left, right)),
    identity: ({ id }) => id,
  },
  flaw: "it is not an SQL file",
  rightName: (path) => path,
};
