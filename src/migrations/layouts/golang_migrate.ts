import { succeed } from "../../base/result.ts";
import { nextVersion, slugFor } from "../names/new_names.ts";
import type { Layout } from "./layout.ts";
import { pairOfFiles } from "./common/pairs.ts";
import {
  BY_NUMBER,
  type FileNames,
  isTopLevelSql,
  readVersionedFiles,
  repeatsEarly,
  upName,
} from "./common/versioned_files.ts";

/**
 * golang-migrate: `<version>_<name>.up.sql` and, for the down migration,
 * `<version>_<name>.down.sql`, run by number. A version without a down migration is only counted
 * down.
 * https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md
 */
export const GOLANG_MIGRATE: Layout = {
  name: "golang-migrate",
  hasDown: true,
  target: "sqlite",
  reads: isTopLevelSql,
  recognises: (files) => {
    const ups = [...files.keys()].filter((path) => NAMES.pattern.test(path));
    return ups.length > 0 && !repeatsEarly(ups, NAMES);
  },
  read: (files) => readVersionedFiles(files, NAMES),
  write: ({ directory, name, now, ...parts }) => {
    const version = nextVersion(directory.migrations, now);
    return succeed(pairOfFiles(`${version}_${slugFor(name) || "migration"}`, parts));
  },
};

const NAMES: FileNames = {
  // It accepts any text before the extension, so that 1_a.up..sql runs.
  pattern: /^(?<id>(?<version>\d+)_(?<name>[^/]*?))\.up\.(?:[^/]*\.)?sql$/,
  ignores: /^(?<undone>\d+)_[^/]*?\.down\.(?:[^/]*\.)?sql$/,
  order: BY_NUMBER,
  flaw: "its name is not <version>_<name>.up.sql",
  rightName: upName,
  otherLayout: "up-down",
};
