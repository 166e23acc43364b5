import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, succeed } from "../../base/result.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import { nextVersion, slugFor } from "../names/new_names.ts";
import type { Layout } from "./layout.ts";
import { pairOfFiles } from "./common/pairs.ts";
import {
  BY_NUMBER,
  type FileNames,
  isTopLevelSql,
  readVersionedFiles,
} from "./common/versioned_files.ts";

/**
 * sqlx: `<version>_<name>.sql`, or `.up.sql` and `.down.sql` with a down migration, run by number.
 * A folder has one kind or the other, as determined by the first migration.
 * https://docs.rs/sqlx/latest/sqlx/macro.migrate.html
 */
export const SQLX: Layout = {
  name: "sqlx",
  hasDown: true,
  target: "sqlite",
  reads: isTopLevelSql,
  recognises: (files, around) =>
    /\bsqlx\b/.test(around.get("Cargo.toml")?.text ?? "") &&
    [...files.keys()].some((path) => NAMES.pattern.test(path)),
  read: (files) => readVersionedFiles(files, NAMES),
  write: ({ directory, name, now, ...parts }) => {
    const version = nextVersion(directory.migrations, now);
    const id = `${version}_${slugFor(name) || "migration"}`;
    const kind = kindOf(directory.files) ?? (parts.downSql === undefined ? "simple" : "reversible");
    if (kind === "reversible") return succeed(pairOfFiles(id, parts));
    if (parts.downSql !== undefined) return fail("misuse", withoutDownMigration(directory.path));
    return succeed([{ path: `${id}.sql`, text: parts.sql, replaces: false }]);
  },
};

const NAMES: FileNames = {
  pattern: /^(?<id>(?<version>\d+)_(?<name>[^/]*?))(?<!\.down)(?:\.up)?\.sql$/,
  ignores: /^(?<undone>\d+)_[^/]*\.down\.sql$/,
  order: BY_NUMBER,
  flaw: "its name does not begin with a version and an underscore",
  rightName: (path) => `<version>_${path}`,
};

function kindOf(files: FolderTexts): "simple" | "reversible" | undefined {
  const paths = [...files.keys()].filter((path) => NAMES.pattern.test(path));
  if (paths.length === 0) return undefined;
  return paths.some((path) => path.endsWith(".up.sql")) ? "reversible" : "simple";
}

function withoutDownMigration(path: string): Diagnostic {
  return {
    code: "migrations/no-down-part",
    severity: "error",
    message: `Cannot write the down migration: the migrations in "${path}" have none`,
    hint: "Omit --down, or rename them all to .up.sql, which sqlx accepts too",
  };
}
