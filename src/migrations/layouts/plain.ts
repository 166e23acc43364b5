import { succeed } from "../../base/result.ts";
import type { MigrationDirectory } from "../directory.ts";
import { nextVersion, slugFor } from "../names/new_names.ts";
import { nextUpgradeHeader } from "../text/upgrade_header.ts";
import type { Layout } from "./layout.ts";
import {
  BY_NUMBER,
  type FileNames,
  readVersionedFiles,
  VERSION,
} from "./common/versioned_files.ts";

/**
 * `<version>_<name>.sql` at the top of the folder, ordered by the number or numbers in the version,
 * `7` or `2.10.1`, then by the whole name, with only SQL in the files, as every runner without a
 * layout of its own accepts. A folder continues with its separator, with its `V` before the version,
 * and with the first line that go-util's dbutil requires.
 */
export const PLAIN: Layout = {
  name: "plain",
  hasDown: false,
  target: "any",
  reads: (path) => /\.sql$/i.test(path),
  recognises: () => true,
  read: (files) => readVersionedFiles(files, NAMES),
  write: ({ directory, name, sql, now }) => {
    const { prefix = "", separator = "_" } = partsOfLast(directory);
    const version = nextVersion(directory.migrations, now);
    const slug = slugFor(name);
    const path = `${prefix}${version}${slug === "" ? "" : `${separator}${slug}`}.sql`;
    const texts = Array.from(directory.files.values(), (it) => it.text);
    const text = nextUpgradeHeader(texts, name) + sql;
    return succeed([{ path, text, replaces: false }]);
  },
};

const NAMES: FileNames = {
  // Any separator is accepted, since a hyphen or a dot makes no difference to the SQL.
  pattern: new RegExp(
    `^(?<id>(?<prefix>[Vv]?)(?<version>${VERSION}(?:(?:\\.\\d+)+(?=\\D))?)(?:(?<separator>[ ._-]+)(?<name>[^/]*))?)\\.sql$`,
    "i",
  ),
  order: BY_NUMBER,
  mayRepeat: true,
  flaw: "its name does not begin with a version",
  rightName: (path) => `<version>_${path}`,
};

/** The text around the version in the name of the last migration. */
function partsOfLast({ migrations }: MigrationDirectory) {
  return NAMES.pattern.exec(`${migrations.at(-1)?.id ?? ""}.sql`)?.groups ?? {};
}
