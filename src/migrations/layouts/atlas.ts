import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import { fail, succeed } from "../../base/result.ts";
import type { Migration } from "../directory.ts";
import { nextVersion, versionedName } from "../names.ts";
import { firstMismatch, sumFileOf } from "./atlas_sum.ts";
import type { Layout } from "./layout.ts";
import {
  BY_FILE_NAME,
  type FileNames,
  isTopLevelSql,
  readVersionedFiles,
} from "./versioned_files.ts";

/**
 * Atlas: `<version>_<name>.sql`, run in the order of the file names, and `atlas.sum` with the hashes
 * of them all, which Atlas holds against the files before it does anything. A new database begins
 * with the last file that says `-- atlas:checkpoint`. The way back is worked out, not written.
 * https://atlasgo.io/concepts/migration-directory-integrity
 */
export const ATLAS: Layout = {
  name: "atlas",
  hasDown: false,
  target: "sqlite",
  reads: (path) => isTopLevelSql(path) || path === SUM,
  recognises: (files) => files.has(SUM),
  read: async (files) => {
    const migrations = readVersionedFiles(files, NAMES);
    if (!migrations.ok) return migrations;
    const sum = files.get(SUM);
    const changed = sum && await firstMismatch(sum.text, namedTexts(migrations.value));
    if (sum && changed !== undefined) return fail("unfinished", notInSum(sum, changed));
    const unreadable = migrations.value.flatMap(({ source }) => ownLanguage(source));
    if (unreadable.length > 0) return fail("unfinished", ...unreadable);
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

const SUM = "atlas.sum";

const NAMES: FileNames = {
  pattern: /^(?<id>(?<version>[^_/]+)(?:_(?<name>[^/]*))?)\.sql$/,
  order: BY_FILE_NAME,
  flaw: "its name does not begin with a version",
  rightName: (path) => `<version>${path}`,
};

/** Only at the head of a file, which a blank line ends. */
function isCheckpoint(text: string): boolean {
  const head = /^(?:(?:--|#).*\r?\n)+(?=\r?\n)/.exec(text)?.[0] ?? "";
  return /^--.*atlas:checkpoint\b/m.test(head);
}

function namedTexts(migrations: readonly Migration[]): SourceText[] {
  return migrations.map(({ id, source }) => ({ name: `${id}.sql`, text: source.text }));
}

/** Directives with which a text means something else than the SQL that stands there. */
function ownLanguage(source: SourceText): Diagnostic[] {
  return [...source.text.matchAll(/^-- atlas:(?:delimiter|import)\b/gm)].map((found) => ({
    code: "migrations/own-language",
    severity: "error",
    message: `Cannot read "${source.name}": "${found[0]}" is a directive for Atlas's own lexer`,
    span: { source, startOffset: found.index, endOffset: found.index + found[0].length },
    hint: "End each statement with a semicolon, and remove the directive",
  }));
}

function notInSum({ name }: SourceText, changed: string): Diagnostic {
  return {
    code: "migrations/sum-mismatch",
    severity: "error",
    message:
      `Cannot read migrations: "${name}" does not know "${changed}" as it is, and Atlas would ` +
      "refuse it",
    hint: "Restore that file, or run atlas migrate hash if the change is intended",
  };
}
