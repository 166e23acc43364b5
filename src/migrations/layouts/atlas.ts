import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import { findMergeMarker, REBASE_MERGE } from "../../base/merge_markers.ts";
import { match } from "../../base/match.ts";
import { fail, succeed } from "../../base/result.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import type { Migration } from "../directory.ts";
import { nextVersion, versionedName } from "../names/new_names.ts";
import { firstMismatch, type Mismatch, sumFileOf } from "./atlas_sum.ts";
import type { Layout, LayoutFile } from "./layout.ts";
import {
  BY_FILE_NAME,
  type FileNames,
  isTopLevelSql,
  readVersionedFiles,
} from "./common/versioned_files.ts";
import { compareText } from "../../base/compare_text.ts";

/**
 * Atlas: `<version>_<name>.sql`, run in file name order, and `atlas.sum` with the hashes of all
 * files, which Atlas checks before doing anything. A new database starts with the last file that
 * contains `-- atlas:checkpoint`. Down migrations are computed, not written.
 * https://atlasgo.io/concepts/migration-directory-integrity
 */
export const ATLAS: Layout = {
  name: "atlas",
  hasDown: false,
  target: "sqlite",
  reads: (path) => isTopLevelSql(path) || path === SUM,
  // In the formats of other tools, which Atlas also writes, files have a down part.
  recognises: (files) =>
    files.has(SUM) && ![...files.keys()].some((path) => /\.(?:up|down)\.sql$/.test(path)),
  read: async (files) => {
    const migrations = readVersionedFiles(files, NAMES);
    if (!migrations.ok) return migrations;
    const sum = files.get(SUM);
    if (sum && findMergeMarker(sum.text)) return fail("unfinished", withMarkers(sum));
    const mismatch = sum && await firstMismatch(sum.text, namedTexts(migrations.value));
    if (sum && mismatch) return fail("unfinished", notInSum(sum, mismatch));
    const unreadable = migrations.value.flatMap(({ source }) => directiveWarnings(source));
    if (unreadable.length > 0) return fail("unfinished", unreadable);
    const start = migrations.value.findLastIndex(({ source }) => isCheckpoint(source.text));
    return succeed(migrations.value.slice(Math.max(start, 0)));
  },
  write: async ({ directory, name, sql, now }) => {
    const all = readVersionedFiles(directory.files, NAMES);
    if (!all.ok) return all;
    const numbered = all.value.filter(({ version }) => /^\d+$/.test(version));
    const path = `${versionedName(nextVersion(numbered, now), name)}.sql`;
    const text = await sumFileOf([...namedTexts(all.value), { name: path, text: sql }]);
    return succeed([
      { path, text: sql, replaces: false },
      { path: SUM, text, replaces: directory.files.has(SUM) },
    ]);
  },
  share: async (files) => {
    const all = readVersionedFiles(files, NAMES);
    if (!all.ok) return all;
    const text = await sumFileOf(namedTexts(all.value));
    return succeed([{ path: SUM, text, replaces: true }]);
  },
};

/**
 * The `atlas.sum` of a folder in another tool's format after a change; undefined if there is none, or
 * if it did not match the folder before, which Atlas is to report.
 */
export async function sumBeside(
  before: FolderTexts,
  after: FolderTexts,
): Promise<LayoutFile | undefined> {
  const sum = before.get(SUM);
  const isOwn = sum === undefined || after.get(SUM) !== sum;
  if (isOwn || await firstMismatch(sum.text, hashedTexts(before)) !== undefined) return undefined;
  return { path: SUM, text: await sumFileOf(hashedTexts(after)), replaces: true };
}

function hashedTexts(files: FolderTexts): SourceText[] {
  return [...files].filter(([path]) => isTopLevelSql(path))
    .map(([name, { text }]) => ({ name, text }))
    .sort((left, right) => compareText(left.name, right.name));
}

const SUM = "atlas.sum";

const NAMES: FileNames = {
  pattern: /^(?<id>(?<version>[^_/]+)(?:_(?<name>[^/]*))?)\.sql$/,
  order: BY_FILE_NAME,
  flaw: "its name does not begin with a version",
  rightName: (path) => `<version>${path}`,
};

/** Whether the head of a file, which a blank line ends, has the directive. */
function isCheckpoint(text: string): boolean {
  const head = /^(?:(?:--|#).*\r?\n)+(?=\r?\n)/.exec(text)?.[0] ?? "";
  return /^--.*atlas:checkpoint\b/m.test(head);
}

function namedTexts(migrations: readonly Migration[]): SourceText[] {
  return migrations.map(({ id, source }) => ({ name: `${id}.sql`, text: source.text }));
}

/** Warnings for directives that change the meaning of the SQL in a file. */
function directiveWarnings(source: SourceText): Diagnostic[] {
  return [...source.text.matchAll(/^-- atlas:(?:delimiter|import)\b/gm)].map((found) => ({
    code: "migrations/own-language",
    severity: "error",
    message: `Cannot read "${source.name}": "${found[0]}" is a directive for Atlas's own lexer`,
    span: { source, startOffset: found.index, endOffset: found.index + found[0].length },
    hint: "End each statement with a semicolon, and remove the directive",
  }));
}

function notInSum({ name: sum }: SourceText, mismatch: Mismatch): Diagnostic {
  const [code, state, hint] = match(mismatch)
    .returnType<readonly [code: Diagnostic["code"], state: string, hint: string]>()
    .with({ kind: "changed" }, ({ name }) => [
      "migrations/sum-mismatch",
      `"${name}" is not what "${sum}" has the hash of`,
      `Restore that file, or ${REHASH} if the change is intended`,
    ])
    .with({ kind: "removed" }, ({ name }) => [
      "migrations/sum-mismatch",
      `"${sum}" lists "${name}", which is not there`,
      `Restore that file, or ${REHASH} if it was removed on purpose`,
    ])
    .with(
      { kind: "added" },
      ({ name, before }) =>
        before === undefined
          ? ["migrations/sum-mismatch", `"${sum}" does not list "${name}"`, `To add it, ${REHASH}`]
          : [
            "migrations/not-last",
            `"${sum}" does not list "${name}", which is not the last: "${before}" follows`,
            "Rename it so that it comes last, as atlas migrate rebase does. If it belongs there, " +
            REHASH,
          ],
    )
    .with({ kind: "head" }, () => [
      "migrations/sum-mismatch",
      `the first line of "${sum}" is not the hash of its other lines`,
      `Restore "${sum}", or ${REHASH}`,
    ])
    .exhaustive();
  const message = `Cannot read migrations: ${state}, so Atlas would refuse them`;
  return { code, severity: "error", message, hint };
}

function withMarkers({ name }: SourceText): Diagnostic {
  return {
    code: "migrations/sum-mismatch",
    severity: "error",
    message: `Cannot read migrations: "${name}" still has merge conflict markers`,
    hint: `${REBASE_MERGE}; or put the files in the order in which they run, then ${REHASH}`,
  };
}

const REHASH = "run atlas migrate hash";
