import { objectsOf, type SchemaObject, type SchemaSnapshot } from "../snapshot.ts";
import { sameName } from "../../sql/names.ts";
import { significant, tokenize, unquote } from "../../sql/tokens.ts";

/**
 * Whether the table or one of its indexes qualifies a column as `table.column`, in a CHECK or a
 * WHERE.
 */
export function qualifiesOwnColumns(table: string, schema: SchemaSnapshot): boolean {
  return objectsOf(schema).some((object) =>
    isPartOf(object, table) && qualifiesWith(object, table)
  );
}

/** Whether the object is the table or one of its indexes. */
export function isPartOf(object: SchemaObject, table: string): boolean {
  return object.kind === "index" ? sameName(object.table, table) : sameName(object.name, table);
}

/** Whether the SQL contains `table.`, as in `table.column`. */
export function qualifiesWith({ sql }: SchemaObject, table: string): boolean {
  const tokens = significant(tokenize(sql));
  return tokens.some((token, index) =>
    tokens[index + 1]?.text === "." && sameName(unquote(token), table)
  );
}
