import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import { fail } from "../../base/result.ts";
import type { Layout } from "./layout.ts";
import { isTopLevelSql } from "./versioned_files.ts";

/**
 * Folders whose migrations are programs: Rails, Knex and Kysely. They are told, not read: what they
 * do to a database is known only to who runs them.
 */
export const CODE_LAYOUTS: readonly Layout[] = [
  codeLayout("rails", "Rails", (path) => /(?:^|\/)\d+_[_a-z0-9]*\.rb$/.test(path)),
  codeLayout(
    "kysely",
    "Kysely",
    (path, { text }) =>
      isScript(path) && /\bkysely\b|\b(?:async\s+)?function\s+up\s*\(\s*db\b/i.test(text),
  ),
  codeLayout(
    "knex",
    "Knex",
    (path, { text }) => isScript(path) && text.split("\n").some(exportsUp),
  ),
];

function exportsUp(line: string): boolean {
  const start = line.search(/\bexport\s/);
  return /\bexports\.up\b/.test(line) || (start >= 0 && /\bup\b/.test(line.slice(start)));
}

/** A migration that is a program, among others that are SQL. */
export function writtenAsProgram({ name }: SourceText): Diagnostic {
  return {
    code: "migrations/code",
    severity: "error",
    message: `Cannot replay "${name}": it is a program, and only SQL can be replayed`,
    hint: "Write the SQL that it runs into a migration beside it, and take it out of the folder",
  };
}

function codeLayout(
  name: string,
  tool: string,
  isMigration: (path: string, source: SourceText) => boolean,
): Layout {
  const refuse = (path: string) => fail("unfinished", writtenFor(tool, path));
  return {
    name,
    hasDown: false,
    target: "sqlite",
    reads: (path) => isScript(path) || path.endsWith(".rb"),
    // Where SQL lies beside them, the programs may do no more than run it.
    recognises: (files) =>
      ![...files.keys()].some(isTopLevelSql) &&
      [...files].some(([path, source]) => isMigration(path, source)),
    read: (files) => refuse(files.values().next().value?.name ?? name),
    write: ({ directory }) => refuse(directory.path),
  };
}

function isScript(path: string): boolean {
  return /^[^/]+(?<!\.d)\.[cm]?[jt]s$/.test(path);
}

function writtenFor(tool: string, path: string): Diagnostic {
  return {
    code: "migrations/code",
    severity: "error",
    message:
      `Cannot replay "${path}": the migrations of ${tool} are programs, and only SQL can be ` +
      "replayed",
    hint: "Begin another folder with what a database of yours holds: penumbra diff empty app.db " +
      "--format sql; then name it with --migrations",
  };
}
