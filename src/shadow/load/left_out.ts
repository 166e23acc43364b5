import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import type { SchemaObject } from "../../schema/snapshot.ts";
import { isHistoryName } from "../../sources/history_tables.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { changedTable } from "../../sql/statement_kinds.ts";
import { splitStatements, type Statement } from "../../sql/statements.ts";
import { knownObjects } from "./known_objects.ts";
import { firstLine } from "../explain/explain.ts";

/**
 * A warning for each DDL file whose statements write rows or create temporary objects: neither is
 * part of a schema, so no migration will contain them. Statements that a dump adds for itself are
 * ignored.
 */
export function leftOut(statements: readonly Statement[]): Diagnostic[] {
  return [...Map.groupBy(statements, ({ source }) => source).values()].flatMap((ofFile) => {
    const [rows, temporary] = [ofFile.filter(writesOwnTable), ofFile.filter(isTemporary)];
    return [
      ...rows.slice(0, 1).map((first) => rowsLeftOut(first, rows.length)),
      ...temporary.slice(0, 1).map((first) => temporaryLeftOut(first, temporary.length)),
    ];
  });
}

/**
 * The statements in DDL files that may be left out: all that do not create one of the `known`
 * objects word for word. Files without a word that matters here have none, nor have files that
 * cannot be split.
 */
export function mayBeLeftOut(
  files: readonly SourceText[],
  known: readonly SchemaObject[] = [],
): Statement[] {
  const worthALook = files.filter(({ text }) => WORTH_A_LOOK.test(text));
  if (worthALook.length === 0) return [];
  const recognised = knownObjects(known);
  return worthALook.flatMap((file) => {
    const script = splitStatements(file, recognised.endOf);
    if (!script.ok) return [];
    return script.value.statements.filter((it) => recognised.of(it) === undefined);
  });
}

const WORTH_A_LOOK = /\b(?:insert|replace|update|delete|temp|temporary)\b/i;

/** Whether it changes rows of a table of the schema. */
function writesOwnTable(statement: Statement): boolean {
  const table = changedTable(statement);
  return table !== undefined && !isHistoryName(table) && !table.startsWith("sqlite_");
}

function isTemporary(statement: Statement): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "create" && outline.isTemporary;
}

function rowsLeftOut(first: Statement, count: number): Diagnostic {
  return {
    code: "schema/rows-left-out",
    severity: "warning",
    message: count === 1
      ? `Cannot migrate the rows of "${first.source.name}": a schema has none`
      : `Cannot migrate the rows of "${first.source.name}": a schema has none, ` +
        `and ${count} statements write some`,
    span: firstLine(first),
    hint: "Insert them in a migration: penumbra generate --empty creates one",
  };
}

function temporaryLeftOut(first: Statement, count: number): Diagnostic {
  const [what, end] = count === 1
    ? ["a temporary object", "it ends with its connection"]
    : [`${count} temporary objects`, "they end with their connection"];
  return {
    code: "schema/temporary-left-out",
    severity: "warning",
    message: `Cannot migrate ${what} of "${first.source.name}": ${end}`,
    span: firstLine(first),
    hint: "Remove TEMP, or create it in your program, on the connection that uses it",
  };
}
