import { leads, uniqueKeysOf } from "../../../schema/constraints/keys.ts";
import { mismatchedKeys } from "../../../schema/constraints/mismatched_keys.ts";
import {
  type ForeignKey,
  foreignKeysOf,
  type Index,
  type Table,
} from "../../../schema/snapshot.ts";
import { fold, quoteName, sameName } from "../../../sql/names.ts";
import { significant, tokenize, unquote } from "../../../sql/tokens.ts";
import type { SchemaRule } from "../advice.ts";

/**
 * A foreign key for which no index helps to find the children of a row: deleting a parent, or changing
 * its key, reads the whole child table.
 * https://www.sqlite.org/foreignkeys.html#fk_indexes
 */
export const FOREIGN_KEY_WITHOUT_INDEX: SchemaRule = {
  name: "foreign-key-without-index",
  severity: "warning",
  find: (schema) => {
    const unusable = new Set(mismatchedKeys(schema).map(({ key }) => key));
    const indexes = Map.groupBy(schema.indexes, ({ table }) => fold(table));
    const { tables, virtualTables, views } = schema;
    const taken = new Set(
      [tables, virtualTables, views, schema.indexes].flat().map(({ name }) => fold(name)),
    );
    return schema.tables.flatMap((child) => {
      const own = indexes.get(fold(child.name)) ?? [];
      const open = foreignKeysOf(child).filter((key) =>
        !unusable.has(key) && !isFound(key, child, own)
      );
      const keys = new Map(open.map((key) => [fold(key.columns.join()), key]));
      return [...keys.values()].map(({ columns, references }) => {
        const name = quoteName(freeName(`${child.name}_${columns.join("_")}`, taken));
        const terms = columns.map(quoteName).join(", ");
        return {
          owner: child.name,
          object: `${child.name}.${columns[0]}`,
          message:
            `Deleting a row of "${references.table}" reads all of "${child.name}": no index ` +
            `starts with the foreign key (${columns.join(", ")})`,
          hint: `Add CREATE INDEX ${name} ON ${quoteName(child.name)} (${terms})`,
        };
      });
    });
  },
};

/** The name, if need be with a number behind it; taken from then on. */
function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(fold(free)); number++) free = `${name}_${number}`;
  taken.add(fold(free));
  return free;
}

/** Whether an index or a key starts with a column of the foreign key. */
function isFound({ columns }: ForeignKey, child: Table, indexes: readonly Index[]): boolean {
  const usable = [
    ...uniqueKeysOf(child, []),
    ...indexes.filter(({ where }) => where === undefined || isNotNull(where, columns)),
  ];
  return usable.some((key) => columns.some((column) => leads(key, [column])));
}

/** Whether the condition of a partial index says only that a column of the key is not NULL. */
function isNotNull(where: string, columns: readonly string[]): boolean {
  const [name, ...rest] = significant(tokenize(where));
  const says = rest.map(({ text }) => text).join(" ");
  return name !== undefined && columns.some((it) => sameName(it, unquote(name))) &&
    /^(?:is not null|not ?null)$/i.test(says);
}
