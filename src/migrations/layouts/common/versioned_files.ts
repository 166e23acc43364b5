import { append } from "../../../base/append.ts";
import type { Diagnostic } from "../../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../../base/result.ts";
import type { FolderTexts } from "../../../host/files/read_files.ts";
import { compareVersions, isDotted, versionParts } from "../../names/versions.ts";
import type { Migration } from "../../directory.ts";
import { isDumpName } from "../../names/dumps.ts";
import { compareText } from "../../../base/compare_text.ts";

/** How to parse the names of migration files. */
export interface FileNames {
  /** Matches a path with the groups `id` and `version`, and optionally `name`. */
  readonly pattern: RegExp;
  /**
   * Matches SQL that runs at another time, or never; with the group `undone` for the version that
   * it undoes.
   */
  readonly ignores?: RegExp;
  readonly order: VersionOrder;
  /** Whether several files may have one version, so that their whole names determine the order. */
  readonly mayRepeat?: boolean;
  /** What is wrong with a name that does not match: `its name does not begin with a version`. */
  readonly flaw: string;
  /** A suggested name for such a file. */
  readonly rightName: (path: string) => string;
  /** The layout in which such a file is a migration, if there is one. */
  readonly otherLayout?: string;
}

/** The order of migrations, and which of them count as duplicates. */
export interface VersionOrder {
  compare(left: Migration, right: Migration): number;
  /** Equal for two spellings of one version. */
  identity(migration: Migration): string;
}

/**
 * The migrations among these files, in their order. Files in subfolders count only if the pattern
 * matches them: people put obsolete files there. Schema dumps of tools are ignored. Warns of down
 * files without a migration, which an interrupted write leaves behind. Fails with
 * `migrations/no-version` for SQL that would never run, which is more likely a mistake than
 * intended, and with `migrations/duplicate-version` if the order is ambiguous.
 */
export function readVersionedFiles(
  files: FolderTexts,
  names: FileNames,
): Result<readonly Migration[]> {
  const migrations: Migration[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [path, source] of files) {
    const { id, version, name = "" } = names.pattern.exec(path)?.groups ?? {};
    if (id !== undefined && version !== undefined) {
      migrations.push({ id, version, name, source });
    } else if (isTopLevelSql(path) && !isDumpName(path) && !names.ignores?.test(path)) {
      diagnostics.push(noVersion(path, source.name, names));
    }
  }
  sortInPlace(migrations, names.order);
  append(diagnostics, duplicates(migrations, names));
  if (diagnostics.length > 0) return fail("unfinished", diagnostics);
  return succeed(migrations, [
    ...nothingToUndo(files, migrations, names),
    ...repeatedAtTheEnd(migrations, names),
  ]);
}

/** Sorts, unless the order of the file names was right, as in most folders: that is faster to see. */
function sortInPlace(migrations: Migration[], { compare }: VersionOrder): void {
  const isSorted = migrations.every((it, index) =>
    index === 0 || compare(migrations[index - 1]!, it) <= 0
  );
  if (!isSorted) migrations.sort(compare);
}

/** A warning for each file that undoes a version that no migration has. */
function nothingToUndo(
  files: FolderTexts,
  migrations: readonly Migration[],
  { ignores, order }: FileNames,
): Diagnostic[] {
  if (ignores === undefined) return [];
  const known = new Set(migrations.map(order.identity));
  return [...files].flatMap(([path, source]): Diagnostic[] => {
    const version = ignores.exec(path)?.groups?.["undone"];
    if (version === undefined) return [];
    if (known.has(order.identity({ id: "", version, name: "", source }))) return [];
    return [{
      code: "migrations/nothing-to-undo",
      severity: "warning",
      message: `"${source.name}" undoes a migration that does not exist`,
      hint: "Delete it, or restore the migration of that version",
    }];
  });
}

/** Whether the path is an SQL file directly in the folder. */
export function isTopLevelSql(path: string): boolean {
  return /^[^/]+\.sql$/i.test(path);
}

/**
 * The name with which a file is an up migration: with `.up` before its extension, and with a version
 * in front if it has none.
 */
export function upName(path: string): string {
  const name = path.replace(/(?:\.up)?\.sql$/i, "");
  return /^\d+_/.test(name) ? `${name}.up.sql` : `<version>_${name}.up.sql`;
}

/**
 * The pattern for versions if the tool does not define it: a number, or a date with or without a
 * time, `2026-11-22` or `2026-11-22-140000`.
 */
export const VERSION = String.raw`(?:(?:19|20)\d\d(?<dash>[-_.])\d\d\k<dash>\d\d` +
  String.raw`(?:[-_T]\d\d[-.:]?\d\d(?:[-.:]?\d\d)?(?!\d))?|\d+)`;

/** By the numbers in the version: `9` runs before `10`, `2.9.1` before `2.10`; dates as text. */
export const BY_NUMBER: VersionOrder = {
  compare: (left, right) => {
    if (isDate(left) && isDate(right)) return compareText(left.id, right.id);
    return compareVersions(left.version, right.version) || compareText(left.id, right.id);
  },
  identity: ({ version }) => versionParts(version).join("."),
};

/** By file name, character by character: `10_b.sql` runs before `9_a.sql`. */
export const BY_FILE_NAME: VersionOrder = {
  // The extension counts: a dot sorts before an underscore.
  compare: (left, right) => compareText(`${left.id}.sql`, `${right.id}.sql`),
  identity: ({ version }) => version,
};

/** By file name, with duplicates only for equal names, since several files may have one version. */
export const BY_WHOLE_NAME: VersionOrder = { ...BY_FILE_NAME, identity: ({ id }) => id };

/** By the name of each migration's folder. */
export const BY_FOLDER_NAME: VersionOrder = {
  compare: (left, right) => compareText(left.id, right.id),
  identity: ({ id }) => id,
};

function isDate({ version }: Migration): boolean {
  return /\D/.test(version) && !isDotted(version);
}

function noVersion(
  path: string,
  name: string,
  { flaw, rightName, otherLayout }: FileNames,
): Diagnostic {
  const other = otherLayout === undefined || !/^\d/.test(path)
    ? ""
    : `; if code of your own runs it, use --layout ${otherLayout}`;
  return {
    code: "migrations/no-version",
    severity: "error",
    message: `Cannot tell when "${name}" runs: ${flaw}`,
    hint: `Name it "${rightName(path)}", or move it out of the folder; ` +
      `if nothing runs it, name it under "skip" in penumbra.json${other}`,
  };
}

/**
 * A diagnostic for each version that several migrations have. If versions may repeat, only one with
 * several spellings is reported: `7` and `0007` sort apart as text.
 */
function duplicates(
  migrations: readonly Migration[],
  { order: { identity }, mayRepeat = false }: FileNames,
): Diagnostic[] {
  if (new Set(migrations.map(identity)).size === migrations.length) return [];
  const groups = [...Map.groupBy(migrations, identity).values()].filter((same) =>
    same.length > 1 && !(mayRepeat && same.every(({ version }) => version === same[0]!.version))
  );
  return groups.map((same) => ({
    code: "migrations/duplicate-version",
    severity: "error",
    message: `Cannot order ${same.map(({ source }) => `"${source.name}"`).join(" and ")}: ` +
      `the version of each is ${identity(same[0]!) || 0}`,
    hint: LATER_VERSION,
  }));
}

const LATER_VERSION =
  "Give a later version to the one that no database has run yet; after a merge, " +
  "run penumbra rebase";

/**
 * Whether any version but the last is that of several files: a runner that orders by version alone
 * would have refused the folder long ago.
 */
export function repeatsEarly(paths: readonly string[], { pattern }: FileNames): boolean {
  const versions = paths.map((path) => Number(pattern.exec(path)?.groups?.["version"]));
  const last = versions.reduce((most, it) => Math.max(most, it), 0);
  const early = versions.filter((version) => version !== last);
  return new Set(early).size < early.length;
}

/**
 * A warning if the last version repeats: two branches may have used it, each for a history without
 * the other's migration. Earlier repetitions have run already, and if the previous version repeats
 * too, it is the convention of this folder.
 */
function repeatedAtTheEnd(
  migrations: readonly Migration[],
  { mayRepeat = false }: FileNames,
): Diagnostic[] {
  const last = migrations.at(-1);
  const same = migrations.filter(({ version }) => version === last?.version);
  const before = migrations.at(-1 - same.length);
  const isUsual = before !== undefined &&
    before.version === migrations.at(-2 - same.length)?.version;
  if (!mayRepeat || same.length < 2 || isUsual) return [];
  return [{
    code: "migrations/same-version",
    severity: "warning",
    message: `${
      same.map(({ source }) => `"${source.name}"`).join(" and ")
    } have the same version: ` +
      "they run in the order of their names",
    hint: LATER_VERSION,
  }];
}
