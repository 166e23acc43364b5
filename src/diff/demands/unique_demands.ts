import { affinityIn } from "../../schema/constraints/affinity.ts";
import {
  holdsOnlyIntegers,
  mayHoldNull,
  type UniqueKey,
  uniqueKeysOf,
} from "../../schema/constraints/keys.ts";
import { mentions } from "../../schema/dependencies/mentions.ts";
import { type Column, findByName, type KeyTerm, type Table } from "../../schema/snapshot.ts";
import { quoteName, sameName } from "../../sql/names.ts";
import { demand, type DemandContext, type RowDemand } from "./row_demand.ts";
import { mentionedColumns, type RowSource } from "./row_source.ts";

/** The demand of a new unique key: that no two rows are equal. */
export function uniqueDemands(key: UniqueKey, context: DemandContext): RowDemand[] {
  const { source, difference } = context;
  const { before, after } = source;
  const isMet = uniqueKeysOf(before, difference.renamed.indexes).some((it) =>
    it.where === undefined && it.terms.every((term) => hasTerm(key.terms, term, source))
  );
  // NULLs are distinct, and a new column is always NULL.
  const isFree = key.terms.some(({ column }) => column !== undefined && source.isNull(column));
  if (isMet || isFree) return [];
  const texts = key.terms.map((term) => term.column ?? term.expression!);
  // For an expression, an index respects only an outer COLLATE, but GROUP BY one anywhere within.
  const collates = key.terms.some(({ expression = "" }) => mentions(expression).has("collate"));
  const rows = collates ? undefined : source.rows(keyColumns(key, after), { collated: true });
  const filters = [
    ...key.terms.flatMap((term) => mayBeNull(term, before) ? `${valueOf(term)} IS NOT NULL` : []),
    ...(key.where === undefined ? [] : [`(${key.where})`]),
  ];
  const filter = filters.length === 0 ? "" : ` WHERE ${filters.join(" AND ")}`;
  const groups = key.terms.map((term) => valueOf(term) + collationOf(term, source)).join(", ");
  return [demand(context, {
    rule: "unique-on-existing",
    problem: `${after.name} has rows with the same ${texts.join(", ")}`,
    ...(rows !== undefined && {
      condition:
        `NOT EXISTS (SELECT 1 FROM ${rows}${filter} GROUP BY ${groups} HAVING count(*) > 1)`,
    }),
  })];
}

/**
 * Whether the term, which is unique already, is one of these with the same collation, or with BINARY, which
 * tells apart whatever another one does.
 */
function hasTerm(
  terms: readonly KeyTerm[],
  { column, collation }: KeyTerm,
  source: RowSource,
): boolean {
  const [was, is] = [source.before, source.after].map((it) => findByName(it.columns, column ?? ""));
  if (was === undefined || is === undefined) return false;
  const before = collation ?? was.collation ?? "binary";
  return staysDistinct(was, is, source) &&
    was.generated?.expression === is.generated?.expression &&
    terms.some((it) => {
      const after = it.collation ?? is.collation ?? "binary";
      return (after === before || after === "binary") && sameName(it.column ?? "", was.name);
    });
}

/** Whether values of the column that differ also differ as values of its new type. */
function staysDistinct(was: Column, is: Column, { before, after }: RowSource): boolean {
  const affinity = affinityIn(after, is.type);
  return affinityIn(before, was.type) === affinity ||
    (holdsOnlyIntegers(before, was) && affinity !== "real");
}

/** The columns of the table that the key depends on. */
export function keyColumns(
  { terms, where = "" }: Pick<UniqueKey, "terms" | "where">,
  table: Table,
): string[] {
  return [
    ...terms.flatMap(({ column, expression = "" }) =>
      column ?? mentionedColumns(expression, table)
    ),
    ...mentionedColumns(where, table),
  ];
}

function mayBeNull({ column }: KeyTerm, table: Table): boolean {
  return column === undefined || mayHoldNull(table, column);
}

function valueOf({ column, expression }: KeyTerm): string {
  return column === undefined ? `(${expression})` : quoteName(column);
}

/** An explicit COLLATE if the term has one, or if the collation of the column will change. */
function collationOf({ column, collation }: KeyTerm, { before, after }: RowSource): string {
  const [was, is] = [before, after].map((it) => findByName(it.columns, column ?? "")?.collation);
  const said = collation ?? (was === is ? undefined : is ?? "BINARY");
  return said === undefined ? "" : ` COLLATE ${said}`;
}
