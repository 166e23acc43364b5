import { succeed } from "../../base/result.ts";
import { nextVersion, slugFor } from "../names/new_names.ts";
import type { Layout } from "./layout.ts";
import { BY_NUMBER, type FileNames, readVersionedFiles } from "./common/versioned_files.ts";

/**
 * refinery: `V<number>__<name>.sql`, or `U` if databases may run it in any order, at any depth, by
 * number. There is no down migration.
 * https://docs.rs/refinery/latest/refinery/
 */
export const REFINERY: Layout = {
  name: "refinery",
  hasDown: false,
  target: "sqlite",
  reads: (path) => /\.sql$/.test(path),
  recognises: (files, around) => {
    if (!/\brefinery\b/.test(around.get("Cargo.toml")?.text ?? "")) return false;
    const { pattern } = names();
    return [...files.keys()].some((path) => pattern.test(path));
  },
  read: (files) => readVersionedFiles(files, names()),
  write: ({ directory, name, sql, now }) => {
    const { migrations } = directory;
    const version = migrations.length === 0 ? FIRST : nextVersion(migrations, now);
    const path = `V${version}__${slugFor(name) || "migration"}.sql`;
    return succeed([{ path, text: sql, replaces: false }]);
  },
};

/** A timestamp is too large for refinery, unless it is built for larger numbers. */
const FIRST = "1";

/** Created when it is needed: the letters of all scripts take longer than all other patterns together. */
function names(): FileNames {
  return {
    pattern: /^(?<id>(?:.*\/)?[UV](?<version>\d+)__(?<name>[\p{L}\p{M}\p{N}_]+))\.sql$/u,
    order: BY_NUMBER,
    flaw: "its name is not V<number>__<name>.sql",
    rightName: (path) => `V<number>__${path.replace(/^[UV]?\d*_*/, "")}`,
  };
}
