import { succeed } from "../../base/result.ts";
import { nextVersion, versionedName } from "../names/new_names.ts";
import type { Layout } from "./layout.ts";
import { type FileNames, readVersionedFiles } from "./common/versioned_files.ts";
import { compareText } from "../../base/compare_text.ts";

/**
 * A folder for each version of an application, `0.10/00__users.sql`: folders run in the order of
 * their numbers, part by part, and the files in each by number and then by name. New files go into
 * the last version.
 */
export const VERSION_FOLDERS: Layout = {
  name: "version-folders",
  hasDown: false,
  target: "any",
  reads: (path) => NAMES.pattern.test(path),
  recognises: (files) =>
    [...files.keys()].filter((path) => NAMES.pattern.test(path)).length > 0 &&
    ![...files.keys()].some((path) => /^\d[^/]*\.sql$/i.test(path)),
  read: (files) => readVersionedFiles(files, NAMES),
  write: ({ directory: { migrations }, name, sql, now }) => {
    const [folder = "1.0", last] = migrations.at(-1)?.id.split("/") ?? [];
    const numbers = migrations.filter(({ id }) => id.startsWith(`${folder}/`))
      .map(({ name }) => ({ version: /^\d+/.exec(name)?.[0] ?? "" }))
      .filter(({ version }) => version !== "");
    const version = numbers.length === 0 ? FIRST : nextVersion(numbers, now);
    const separator = /^\d+(?<separator>[ ._-]+)/.exec(last ?? "")?.groups?.["separator"] ?? "_";
    const file = versionedName(version, name).replace("_", separator);
    return succeed([{ path: `${folder}/${file}.sql`, text: sql, replaces: false }]);
  },
};

const FIRST = "01";

const NAMES: FileNames = {
  pattern: /^(?<id>v?(?<version>\d+(?:\.\d+)*)\/(?<name>[^/]+))\.sql$/i,
  order: {
    compare: (left, right) =>
      compareNumbers(left.version, right.version) ||
      compareNumbers(left.name, right.name) || compareText(left.id, right.id),
    identity: ({ id }) => id,
  },
  flaw: "it is not in the folder of a version",
  rightName: (path) => `<version>/${path}`,
};

/** Compares the numbers at the start of two texts part by part; a missing one comes first. */
function compareNumbers(left: string, right: string): number {
  const [before, after] = [left, right].map((text) =>
    (/^\d+(?:\.\d+)*/.exec(text)?.[0] ?? "").split(".").map(Number)
  );
  for (let index = 0; index < Math.max(before!.length, after!.length); index++) {
    const [one = -1, other = -1] = [before![index], after![index]];
    if (one !== other) return one - other;
  }
  return 0;
}
