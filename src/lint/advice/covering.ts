import { compareText } from "../../base/compare_text.ts";
import type { Index, KeyTerm, SchemaSnapshot, Table } from "../../schema/snapshot.ts";
import { fold } from "../../sql/names.ts";

/** What finds rows: an index, a primary key or a UNIQUE constraint. */
export interface Access extends Pick<Index, "table" | "unique" | "terms" | "where"> {
  /** `index "users_email"`. */
  readonly words: string;
  /** Absent for a key. */
  readonly name?: string;
}

/**
 * What makes an index unnecessary, apart from itself: its terms start with those of the index, and it
 * is unique in the same terms if the index is. Of several that are equal, the first one stays.
 */
export function covering(
  schema: SchemaSnapshot,
  index: Pick<Index, "name" | "table" | "unique" | "terms" | "where">,
): Access | undefined {
  const found = accessesOf(schema).get(factsOf(index, index.terms)) ?? [];
  const isAsLong = ({ terms }: Access) => terms.length === index.terms.length;
  const isFirst = found[0]?.name === index.name;
  const best = isFirst ? found.find((it) => !isAsLong(it)) : found[0];
  return best === undefined || index.unique && !(best.unique && isAsLong(best)) ? undefined : best;
}

/** All that finds rows, by the facts of each start of its terms; the shortest first, keys before indexes. */
function accessesOf(schema: SchemaSnapshot): ReadonlyMap<string, readonly Access[]> {
  const known = ACCESSES.get(schema);
  if (known !== undefined) return known;
  const all = [
    ...schema.tables.flatMap(keysOf),
    ...schema.indexes.map((it): Access => ({ ...it, words: `index "${it.name}"` })),
  ].toSorted((left, right) =>
    left.terms.length - right.terms.length || Number(right.unique) - Number(left.unique) ||
    compareText(fold(left.name ?? ""), fold(right.name ?? ""))
  );
  const starts = all.flatMap((access) =>
    access.terms.map((_, last) => ({ access, start: access.terms.slice(0, last + 1) }))
  );
  const grouped = Map.groupBy(starts, ({ access, start }) => factsOf(access, start));
  const accesses = new Map(
    [...grouped].map(([facts, list]) => [facts, list.map(({ access }) => access)]),
  );
  ACCESSES.set(schema, accesses);
  return accesses;
}

const ACCESSES = new WeakMap<SchemaSnapshot, ReadonlyMap<string, readonly Access[]>>();

function keysOf({ name: table, primaryKey, constraints }: Table): Access[] {
  const own = primaryKey && { words: `the primary key of "${table}"`, terms: primaryKey.terms };
  const others = constraints.flatMap((it) =>
    it.kind === "unique" ? { words: `a UNIQUE constraint of "${table}"`, terms: it.terms } : []
  );
  return [...(own ? [own] : []), ...others].map((it) => ({ ...it, table, unique: true }));
}

function factsOf(
  { table, where }: Pick<Index, "table" | "where">,
  terms: readonly KeyTerm[],
): string {
  const facts = terms.map(({ column, expression, collation, descending }) => [
    column && fold(column),
    expression,
    collation,
    descending,
  ]);
  return JSON.stringify([fold(table), where, facts]);
}
