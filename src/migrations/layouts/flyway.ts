import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import { fail, succeed } from "../../base/result.ts";
import type { Migration } from "../directory.ts";
import { nextVersion, slugFor } from "../names/new_names.ts";
import type { Layout } from "./layout.ts";
import {
  type FileNames,
  isTopLevelSql,
  readVersionedFiles,
  type VersionOrder,
} from "./common/versioned_files.ts";
import { compareText } from "../../base/compare_text.ts";

/**
 * Flyway: `V<version>__<name>.sql` at any depth, with versions such as `1.2` compared part by part;
 * `U<version>__<name>.sql` undoes one. A database starts with the last baseline, `B…`, and runs
 * repeatable migrations, `R__<name>.sql`, after all others.
 * https://documentation.red-gate.com/fd/migrations-271585107.html
 */
export const FLYWAY: Layout = {
  name: "flyway",
  hasDown: true,
  target: "sqlite",
  reads: (path) => path.endsWith(".sql"),
  recognises: (files) => {
    // Flyway also reads subfolders, but a folder of another tool may contain anything there.
    const top = [...files.keys()].filter(isTopLevelSql);
    return (top.length > 0 ? top : [...files.keys()]).some((path) => OWN.test(path));
  },
  read: (files) => {
    const versioned = readVersionedFiles(files, NAMES);
    if (!versioned.ok) return versioned;
    const repeated = [...files].flatMap(([path, source]) => repeatable(path, source));
    repeated.sort((left, right) => compareText(left.name, right.name));
    return succeed([...fromBaseline(versioned.value), ...repeated], versioned.diagnostics);
  },
  write: ({ directory, name, sql, downSql, now }) => {
    const { migrations } = directory;
    const last = migrations.find(isRepeatable);
    if (last !== undefined) return fail("unfinished", runsBefore(last));
    const before = migrations.at(-1)?.version;
    const rest = `${before === undefined ? "1" : next(before, now)}__${
      slugFor(name) || "migration"
    }.sql`;
    const files = [{ path: `V${rest}`, text: sql, replaces: false }];
    if (downSql !== undefined) files.push({ path: `U${rest}`, text: downSql, replaces: false });
    return succeed(files);
  },
};

const BY_PARTS: VersionOrder = {
  compare: (left, right) => compareVersions(left, right) || compareText(left.id, right.id),
  // A baseline covers the versions up to its own, so it may share that one.
  identity: (migration) =>
    (isBaseline(migration) ? "B" : "") + partsOf(migration).join(".").replace(/(?:\.0)+$/, ""),
};

const NAMES: FileNames = {
  pattern: /^(?<id>(?:.*\/)?[VB](?<version>\d+(?:[._]\d+)*)__(?<name>[^/]+))\.sql$/,
  ignores: /^(?:U(?<undone>\d+(?:[._]\d+)*)|R)__[^/]+\.sql$/,
  order: BY_PARTS,
  flaw: "its name is not V<version>__<name>.sql",
  rightName: (path) => `V<version>__${path.replace(/^V?[\d._]*/i, "")}`,
};

const OWN = /(?:^|\/)[VURB][^/]*__[^/]*\.sql$/;

const REPEATABLE = /(?:^|\/)R__(?<name>[^/]+)\.sql$/;

function repeatable(path: string, source: SourceText): Migration[] {
  const name = REPEATABLE.exec(path)?.groups?.name;
  return name === undefined
    ? []
    : [{ id: path.slice(0, -".sql".length), version: "", name, source }];
}

function isRepeatable({ version }: Migration): boolean {
  return version === "";
}

function isBaseline({ id }: Migration): boolean {
  return /(?:^|\/)B[^/]*$/.test(id);
}

/** The migrations that a new database runs: the last baseline replaces all up to its version. */
function fromBaseline(migrations: readonly Migration[]): readonly Migration[] {
  const baseline = migrations.findLast(isBaseline);
  if (baseline === undefined) return migrations;
  const after = migrations.filter((it) => !isBaseline(it) && compareVersions(it, baseline) > 0);
  return [baseline, ...after];
}

/** Compares versions by numeric parts; a missing one counts as 0. */
function compareVersions(left: Migration, right: Migration): number {
  const [before, after] = [partsOf(left), partsOf(right)];
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    const [one, other] = [before[index] ?? 0n, after[index] ?? 0n];
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

function partsOf({ version }: Migration): bigint[] {
  return version.split(/[._]/).map(BigInt);
}

/** The time if the version is one, otherwise the version with its last part incremented. */
function next(version: string, now: Date): string {
  if (/^\d+$/.test(version)) return nextVersion([{ version }], now);
  return version.replace(/\d+$/, (part) => String(BigInt(part) + 1n).padStart(part.length, "0"));
}

/** A warning that its objects exist when we compare, but not when a new database runs our migration. */
function runsBefore({ source }: Migration): Diagnostic {
  return {
    code: "migrations/repeatable",
    severity: "error",
    message: `Cannot write a migration that follows "${source.name}": Flyway runs that one last`,
    hint: "Move what it creates into a V<version>__<name>.sql, after a DROP … IF EXISTS, and " +
      "delete that file",
  };
}
