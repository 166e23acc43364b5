import { objectsOf, type SchemaObject, type SchemaSnapshot } from "../snapshot.ts";
import { sameName } from "../../sql/names.ts";
import { significant, tokenize, unquote } from "../../sql/tokens.ts";

/** Whether the table or one of its indexes says `table.column` of it, in a CHECK or a WHERE. */
export function namesItself(table: string, schema: SchemaSnapshot): boolean {
  return objectsOf(schema).some((object) => isPartOf(object, table) && namesOwn(object, table));
}

/** Whether the object is the table or an index of it. */
export function isPartOf(object: SchemaObject, table: string): boolean {
  return object.kind === "index" ? sameName(object.table, table) : sameName(object.name, table);
}

/** Whether the text says `table.column`. */
export function namesOwn({ sql }: SchemaObject, table: string): boolean {
  const tokens = significant(tokenize(sql));
  return tokens.some((token, index) =>
    tokens[index + 1]?.text === "." && sameName(unquote(token), table)
  );
}
