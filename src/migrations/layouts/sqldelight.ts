import type { SourceText } from "../../base/diagnostic.ts";
import { succeed } from "../../base/result.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { splitStatements, type Statement } from "../../sql/statements.ts";
import { isWord, type Token } from "../../sql/tokens.ts";
import { nextVersion } from "../names/new_names.ts";
import type { Layout } from "./layout.ts";
import { onlyParts, type Part } from "./common/parts.ts";
import { BY_NUMBER, type FileNames, readVersionedFiles } from "./common/versioned_files.ts";

/**
 * SQLDelight: `1.sqm` migrates from version 1 of the schema to version 2, and so on by number. Its
 * imports and Kotlin types of columns are not SQL and are skipped. The schema starts with the first
 * file if it is derived from migrations; otherwise a baseline is required.
 * https://sqldelight.github.io/sqldelight/latest/native_sqlite/migrations/
 */
export const SQLDELIGHT: Layout = {
  name: "sqldelight",
  hasDown: false,
  target: "sqlite",
  reads: (path) => NAMES.pattern.test(path),
  recognises: (files) => [...files.keys()].some((path) => NAMES.pattern.test(path)),
  read: (files) => {
    const read = readVersionedFiles(files, NAMES);
    if (!read.ok) return read;
    return succeed(
      read.value.map((migration) => ({ ...migration, source: withoutKotlin(migration.source) })),
      read.diagnostics,
    );
  },
  write: ({ directory: { migrations }, sql, now }) => {
    const version = migrations.length === 0 ? "1" : nextVersion(migrations, now);
    return succeed([{ path: `${version}.sqm`, text: sql, replaces: false }]);
  },
};

const NAMES: FileNames = {
  pattern: /^(?<id>[^\d/]*(?<version>\d+)(?<name>[^\d/]*))\.sqm$/,
  order: BY_NUMBER,
  flaw: "it is not a file such as 1.sqm",
  rightName: () => "<number>.sqm",
};

/** The text without the parts for Kotlin; everything else keeps its position. */
function withoutKotlin(source: SourceText): SourceText {
  const script = splitStatements(source);
  if (!script.ok) return source;
  const kotlin = script.value.statements.flatMap(kotlinIn);
  if (kotlin.length === 0) return source;
  const starts = [0, ...kotlin.map(({ endOffset }) => endOffset)];
  const ends = [...kotlin.map(({ startOffset }) => startOffset), source.text.length];
  return onlyParts(
    source,
    starts.map((startOffset, index) => ({ startOffset, endOffset: ends[index]! })),
  );
}

/** An import, with its semicolon, and the types after AS in the columns of a table. */
function kotlinIn(statement: Statement): Part[] {
  const { tokens, startOffset, endOffset, closed } = statement;
  const outline = outlineOf(statement);
  if (outline.kind === "other" && outline.verb === "import") {
    return [{ startOffset, endOffset: closed ? endOffset + 1 : endOffset }];
  }
  const isDefined = outline.kind === "alter" ||
    (outline.kind === "create" && outline.object === "table" && !outline.isFilled);
  if (!isDefined) return [];
  return tokens.flatMap((token, index) => {
    const type = tokens[index + 1];
    // In a generated column, a parenthesis follows.
    if (!isWord(token, "as") || type?.kind !== "word") return [];
    const { endOffset } = tokens[typeEnd(tokens, index + 1)]!;
    return [{ startOffset: token.startOffset, endOffset }];
  });
}

/** The end of a Kotlin type that starts at the index: `com.example.Id`, `List<String>`. */
function typeEnd(tokens: readonly Token[], start: number): number {
  let place = start;
  while (tokens[place + 1]?.text === ".") place += 2;
  if (tokens[place + 1]?.text !== "<") return place;
  let depth = 0;
  do {
    place++;
    const { text = ">" } = tokens[place] ?? {};
    depth += text === "<" ? 1 : /^>+$/.test(text) ? -text.length : 0;
  } while (depth > 0 && place < tokens.length - 1);
  return place;
}
