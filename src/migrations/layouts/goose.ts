import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import type { Statement } from "../../sql/statements.ts";
import { nextVersion, slugFor } from "../names.ts";
import { writtenAsProgram } from "./code.ts";
import type { Layout } from "./layout.ts";
import { aboveMarker, noMarker, withUpParts } from "./marked_files.ts";
import { onlyParts } from "./parts.ts";
import { endWithSemicolon, statementsOf } from "./statement_ends.ts";
import { BY_NUMBER, type FileNames, isTopLevelSql, readVersionedFiles } from "./versioned_files.ts";

/**
 * goose: `<version>_<name>.sql`, run by number, with the way up below `-- +goose Up` and the way back
 * below `-- +goose Down`. A line that ends with a semicolon ends a statement there, so that what has
 * one inside, such as a trigger, stands between `StatementBegin` and `StatementEnd`.
 * https://pressly.github.io/goose/documentation/annotations/
 */
export const GOOSE: Layout = {
  name: "goose",
  hasDown: true,
  target: "sqlite",
  reads: (path) => isTopLevelSql(path) || IN_GO.test(path),
  recognises: (files) =>
    [...files].some(([path, { text }]) => isTopLevelSql(path) && UP.test(text)),
  read: (files) => {
    const migrations = readVersionedFiles(files, NAMES);
    const inGo = [...files].filter(([path]) => IN_GO.test(path)).map(([, source]) => source);
    if (inGo.length > 0) {
      return fail("unfinished", ...migrations.diagnostics, ...inGo.map(writtenAsProgram));
    }
    return migrations.ok ? withUpParts(migrations.value, upPart) : migrations;
  },
  write: ({ directory, name, sql, downSql, now }) => {
    const version = nextVersion(directory.migrations, now);
    const path = `${version}_${slugFor(name) || "migration"}.sql`;
    const text = `-- +goose Up\n${annotated(sql)}` +
      (downSql === undefined ? "" : `\n-- +goose Down\n${annotated(downSql)}`);
    return succeed([{ path, text, replaces: false }]);
  },
};

/** Helpers and tests have no number before them. */
const IN_GO = /^\d+_[^/]*(?<!_test)\.go$/;

const NAMES: FileNames = {
  pattern: /^(?<id>(?<version>0*[1-9]\d*)_(?<name>[^/]*))\.sql$/,
  order: BY_NUMBER,
  flaw: "its name does not begin with a version above 0 and an underscore",
  rightName: (path) => `<version>_${path}`,
};

/** What is run on the way up: the comments above its marker, and all down to the other marker. */
function upPart(source: SourceText): Result<SourceText> {
  const { text } = source;
  const up = { source, tool: "goose", marker: "-- +goose Up" };
  const upOffset = offsetOf(UP, text);
  if (upOffset === undefined) return fail("unfinished", noMarker(up));
  const stray = aboveMarker(up, upOffset) ?? substituted(source);
  if (stray !== undefined) return fail("unfinished", stray);
  const endOffset = offsetOf(DOWN, text) ?? text.length;
  return succeed(onlyParts(source, [{ startOffset: 0, endOffset }]));
}

/** Newer versions do not mind the case, and their own pages write it small. */
const UP = /^\ufeff?--[ \t]*\+goose[ \t]*up[ \t\r]*$/im;
const DOWN = /^--[ \t]*\+goose[ \t]*down[ \t\r]*$/im;
const SUBSTITUTION = /^--[ \t]*\+goose[ \t]*envsub(?:st)? on[ \t\r]*$/im;

function offsetOf(pattern: RegExp, text: string): number | undefined {
  return pattern.exec(text)?.index;
}

/** What goose would put there is not in the file. */
function substituted(source: SourceText): Diagnostic | undefined {
  const found = SUBSTITUTION.exec(source.text);
  if (found === null) return undefined;
  return {
    code: "migrations/substitution",
    severity: "error",
    message: `Cannot read "${source.name}": goose fills it in with variables of the environment`,
    span: { source, startOffset: found.index, endOffset: found.index + found[0].trimEnd().length },
    hint: "Write down what they stand for, and take the annotation out",
  };
}

/** The SQL with the annotations without which goose would split a statement, or join two. */
function annotated(sql: string): string {
  let annotated = "";
  let doneOffset = 0;
  for (const statement of statementsOf(sql).filter(needsAnnotation)) {
    const endOffset = endWithSemicolon(statement);
    annotated += sql.slice(doneOffset, statement.startOffset) + "-- +goose StatementBegin\n" +
      sql.slice(statement.startOffset, endOffset) + "\n-- +goose StatementEnd";
    doneOffset = endOffset;
  }
  return annotated + sql.slice(doneOffset);
}

/** Whether goose would see another end than the statement has. */
function needsAnnotation(statement: Statement): boolean {
  const { source, startOffset } = statement;
  const lines = source.text.slice(startOffset, endWithSemicolon(statement)).split("\n");
  return lines.some((line, index) => endsForGoose(line) !== (index === lines.length - 1));
}

/** To goose the first word that begins with two hyphens begins a comment, wherever it stands. */
function endsForGoose(line: string): boolean {
  return line.replace(/(?<!\S)--.*$/, "").trimEnd().endsWith(";");
}
