import { affinityOf } from "../../../schema/constraints/affinity.ts";
import type { SchemaRule } from "../advice.ts";

/**
 * A type that SQLite takes for a number although it does not look like one: STRING, UUID, POINT. A
 * text that looks like a number is then stored as one.
 * https://www.sqlite.org/datatype3.html#determination_of_column_affinity
 */
export const SURPRISING_AFFINITY: SchemaRule = {
  name: "surprising-affinity",
  severity: "note",
  find: ({ tables }) =>
    tables.filter(({ strict }) => !strict).flatMap(({ name, columns }) =>
      columns.flatMap((column) => {
        const taken = takenFor(column.type);
        return taken === undefined ? [] : {
          owner: name,
          object: `${name}.${column.name}`,
          message:
            `Column "${column.name}" of "${name}" has the type ${column.type}, which SQLite ` +
            `takes for ${taken}: the text '007' is stored as 7`,
          hint: "Declare it TEXT if it is for texts",
        };
      })
    ),
};

function takenFor(type: string): string | undefined {
  const affinity = affinityOf(type);
  if (affinity === "integer" && !INTEGERS.test(type)) return "an integer, since it contains INT";
  return affinity === "numeric" && !NUMBERS.test(type) ? "a number" : undefined;
}

const INTEGERS = /\bU?(?:TINY|SMALL|MEDIUM|BIG|HUGE)?INT(?:EGER)?\d*\b|SERIAL/i;

/** Numbers, and what is usually stored in a form that never looks like one. */
const NUMBERS =
  /NUM|DEC|FIXED|MONEY|CURRENCY|PRICE|AMOUNT|\bCOUNT\b|LONG|SHORT|SINGLE|SIGNED|BOOL|FLAG|BIT|SERIAL|YEAR|DATE|TIME|JSON|BINARY|BYTE|IMAGE|VECTOR|\bANY\b/i;
