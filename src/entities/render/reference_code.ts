import { findByName } from "../../schema/snapshot.ts";
import { quoteName, sameName } from "../../sql/names.ts";
import type { ReferenceDefinition, TableDefinition } from "../definition.ts";
import { sqlTemplate } from "./code_text.ts";
import { referenceOptions, storageOf } from "./column_code.ts";
import { accessText } from "./identifiers.ts";
import { keyOf, type ReferenceCode } from "./table_code.ts";
import type { WrittenTable } from "./written_table.ts";

/** The arguments of `references` for these tables. */
export function referenceCode(tables: readonly WrittenTable[]): ReferenceCode {
  return (reference, from) => {
    const options = referenceOptions(reference);
    return [targetCode(reference, { from, tables }), ...(options === "" ? [] : [options])].join(
      ", ",
    );
  };
}

interface Place {
  readonly from: { readonly table: TableDefinition; readonly columns: readonly string[] };
  readonly tables: readonly WrittenTable[];
}

function targetCode({ target }: ReferenceDefinition, { from, tables }: Place): string {
  if (target.kind === "sql") return `() => ${sqlTemplate(target.sql)}`;
  const parent = tables.find(({ table }) => sameName(table.name, target.table));
  const keys = target.columns.map((name) => parent?.definition && keyOf(parent.definition, name));
  if (parent?.definition === undefined || keys.includes(undefined)) {
    return `() => ${sqlTemplate(words(target))}`;
  }
  const { exportName, definition, circle } = parent;
  const isCircular = findByName(circle, from.table.name) !== undefined;
  if (target.columns.length === 0) return `()${isCircular ? ": AnyEntity" : ""} => ${exportName}`;
  const columns = keys.map((key) => `${exportName}.columns${accessText(key!)}`);
  const isList = from.columns.length > 1;
  const fits = isList || storageFits(from, { table: definition, columns: target.columns });
  // TypeScript cannot infer a type from itself.
  const type = isCircular || !fits ? `: AnyColumn${isList ? "[]" : ""}` : "";
  return `()${type} => ${isList ? `[${columns.join(", ")}]` : columns[0]}`;
}

/** Whether the types of both sides match. */
function storageFits(from: Place["from"], to: Place["from"]): boolean {
  const [child, parent] = [from, to].map(({ table, columns }) =>
    storageOf(findByName(table.columns, columns[0]!)!)
  );
  return child === "any" || child === parent;
}

/** The parent as SQL, if it is not an entity. */
function words(
  { table, columns }: { readonly table: string; readonly columns: readonly string[] },
) {
  return columns.length === 0
    ? quoteName(table)
    : `${quoteName(table)} (${columns.map(quoteName).join(", ")})`;
}
