import { compareText } from "../../../base/compare_text.ts";
import type { Index, KeyTerm, Table } from "../../../schema/snapshot.ts";
import { fold } from "../../../sql/names.ts";
import type { SchemaRule } from "../advice.ts";

/**
 * An index that is the start of another index or key of its table: that one finds the same rows, and
 * every write updates both.
 */
export const REDUNDANT_INDEX: SchemaRule = {
  name: "redundant-index",
  severity: "note",
  find: ({ tables, indexes }) => {
    const tablesByName = new Map(tables.map((table) => [fold(table.name), table]));
    return [...Map.groupBy(indexes, ({ table }) => fold(table))].flatMap(([name, own]) => {
      const table = tablesByName.get(name);
      const all = [...table === undefined ? [] : keysOf(table), ...own.map(otherOf)];
      return own.flatMap((index) => {
        const other = all.find((it) => it.name !== index.name && replaces(it, index));
        return other === undefined ? [] : {
          owner: index.name,
          object: index.name,
          message:
            `Index "${index.name}" is redundant: ${other.words} starts with the same columns`,
          hint: "Drop it, so that writes update one index less",
        };
      });
    });
  },
};

/** What may find the rows of an index. */
interface Other extends Pick<Index, "unique" | "terms" | "where"> {
  readonly words: string;
  /** Absent for a key. */
  readonly name?: string;
}

function otherOf(index: Index): Other {
  return { ...index, words: `index "${index.name}"` };
}

function keysOf({ name, primaryKey, constraints }: Table): Other[] {
  const own = primaryKey && { words: `the primary key of "${name}"`, terms: primaryKey.terms };
  const others = constraints.flatMap((it) =>
    it.kind === "unique" ? { words: `a UNIQUE constraint of "${name}"`, terms: it.terms } : []
  );
  return [...(own ? [own] : []), ...others].map((it) => ({ ...it, unique: true }));
}

function replaces(other: Other, index: Index): boolean {
  const isSameLength = other.terms.length === index.terms.length;
  if (other.where !== index.where || !startsWith(other.terms, index.terms)) return false;
  if (index.unique && !(isSameLength && other.unique)) return false;
  // Of two that are equal, one stays.
  const isEqual = isSameLength && other.unique === index.unique;
  return !isEqual || other.name === undefined ||
    compareText(fold(other.name), fold(index.name)) < 0;
}

function startsWith(terms: readonly KeyTerm[], start: readonly KeyTerm[]): boolean {
  return start.length <= terms.length &&
    start.every((term, index) => factsOf(term) === factsOf(terms[index]!));
}

function factsOf({ column, expression, collation, descending }: KeyTerm): string {
  return JSON.stringify([column && fold(column), expression, collation, descending]);
}
