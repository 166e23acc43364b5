import type { Column, Table } from "../../../schema/snapshot.ts";
import { misspelledConstraint } from "../../../schema/text/misspelled_constraint.ts";
import { readTable, textOf } from "../../../schema/text/table_sql.ts";
import { typeOverLines } from "../../../schema/text/type_over_lines.ts";
import type { SchemaAdvice, SchemaRule } from "../advice.ts";

/** A type over two lines, which is more likely two columns without a comma. */
export const TYPE_OVER_LINES: SchemaRule = {
  name: "type-over-lines",
  severity: "warning",
  find: ({ tables }) => tables.flatMap((table) => typesOverLines(table)),
};

/** A type that ends in what is almost a constraint. */
export const CONSTRAINT_IN_TYPE: SchemaRule = {
  name: "constraint-in-type",
  severity: "warning",
  find: ({ tables }) => tables.flatMap((table) => constraintsInTypes(table)),
};

/** Which columns of a table are looked at. */
type IsAsked = (column: Column) => boolean;

/** The advice on types over several lines. */
export function typesOverLines(table: Table, isAsked?: IsAsked): SchemaAdvice[] {
  return adviceOnTypes(table, isAsked, (columnSql, subject) => {
    const [before, after] = typeOverLines(columnSql) ?? [];
    return after && {
      message: `${subject}, with a line break before ${after.text}`,
      hint: `Write a comma after ${before!.text} if ${after.text} is another column`,
    };
  });
}

/** The advice on constraints with a slip, which SQLite takes for a part of the type. */
export function constraintsInTypes(table: Table, isAsked?: IsAsked): SchemaAdvice[] {
  return adviceOnTypes(table, isAsked, (columnSql, subject) => {
    const [word, meant] = misspelledConstraint(columnSql) ?? [];
    return word && typeOverLines(columnSql) === undefined
      ? {
        message: `${subject}, and no constraint ${meant}`,
        hint: `Did you mean ${meant}? If ${word.text} is part of the type, put it in quotes`,
      }
      : undefined;
  });
}

function adviceOnTypes(
  table: Table,
  isAsked: IsAsked = () => true,
  find: (columnSql: string, subject: string) => Pick<SchemaAdvice, "message" | "hint"> | undefined,
): SchemaAdvice[] {
  const isOneWord = ({ type }: Column) => !type.includes(" ");
  const text = table.columns.every(isOneWord) ? undefined : readTable(table.sql);
  return (text?.columns ?? []).flatMap((read) => {
    const { column } = read;
    if (isOneWord(column) || !isAsked(column)) return [];
    const subject = `Column "${column.name}" of "${table.name}" has the type ${column.type}`;
    const found = find(textOf(text!, read), subject);
    return found ? { ...found, owner: table.name, object: `${table.name}.${column.name}` } : [];
  });
}
