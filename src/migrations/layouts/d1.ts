import { succeed } from "../../base/result.ts";
import { nextVersion, slugFor } from "../names/new_names.ts";
import type { Layout } from "./layout.ts";
import {
  BY_WHOLE_NAME,
  type FileNames,
  isTopLevelSql,
  readVersionedFiles,
} from "./common/versioned_files.ts";

/**
 * Cloudflare D1: everything that `wrangler d1 migrations apply` runs, which is every SQL file of
 * the folder sorted by name as text; new ones are named `0001_<name>.sql`. Each file runs in D1's
 * own transaction, and its last statement must end with a semicolon.
 * https://developers.cloudflare.com/d1/reference/migrations/
 */
export const D1: Layout = {
  name: "d1",
  hasDown: false,
  target: "d1",
  reads: isTopLevelSql,
  recognises: (_, around) =>
    ["wrangler.toml", "wrangler.json", "wrangler.jsonc"].some((name) =>
      around.get(name)?.text.includes("d1_databases")
    ),
  read: (files) => readVersionedFiles(files, NAMES),
  write: ({ directory, name, sql, now }) => {
    const numbered = directory.migrations.filter(({ version }) => version !== "");
    const version = numbered.length === 0 ? FIRST : nextVersion(numbered, now);
    const path = `${version}_${slugFor(name) || "migration"}.sql`;
    return succeed([{ path, text: sql, replaces: false }]);
  },
};

const FIRST = "0001";

const NAMES: FileNames = {
  pattern: /^(?<id>(?<version>\d*)[ ._-]*(?<name>[^/]*))\.sql$/i,
  order: BY_WHOLE_NAME,
  flaw: "it is not an SQL file",
  rightName: (path) => path,
};
