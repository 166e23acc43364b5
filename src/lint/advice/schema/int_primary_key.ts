import { affinityOf } from "../../../schema/constraints/affinity.ts";
import { findByName } from "../../../schema/snapshot.ts";
import type { SchemaRule } from "../advice.ts";

/**
 * A key of one integer column that is not the rowid, since it is not exactly INTEGER PRIMARY KEY: it
 * may be NULL, gets no value by itself, and has an index of its own.
 * https://www.sqlite.org/lang_createtable.html#rowid
 */
export const INT_PRIMARY_KEY: SchemaRule = {
  name: "int-primary-key",
  severity: "warning",
  find: ({ tables }) =>
    tables.flatMap((table) => {
      const { name, primaryKey, withoutRowid } = table;
      const [term, ...others] = primaryKey?.terms ?? [];
      const column = findByName(table.columns, term?.column ?? "");
      if (primaryKey?.isRowid !== false || others.length > 0 || withoutRowid) return [];
      if (column === undefined || affinityOf(column.type) !== "integer") return [];
      const isInteger = column.type === "INTEGER";
      return {
        owner: name,
        object: `${name}.${column.name}`,
        message: `The key "${column.name}" of "${name}" is not the rowid, and gets no value by ` +
          `itself: ${isInteger ? "it is PRIMARY KEY DESC" : `its type is ${column.type}`}`,
        hint: isInteger ? "Leave out DESC" : "Declare it INTEGER PRIMARY KEY",
      };
    }),
};
