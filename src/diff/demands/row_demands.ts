import { type AlterColumn, type Change, createdBy, type TableConstraint } from "../change.ts";
import { conversionDemands } from "./conversion_demands.ts";
import { affinityIn } from "../../schema/constraints/affinity.ts";
import { checkPhrase } from "../constraint_phrase.ts";
import { type UniqueKey, uniqueKeysOf } from "../../schema/constraints/keys.ts";
import { type Check, findByName, type Index, type SchemaObject } from "../../schema/snapshot.ts";
import { quoteName, sameName } from "../../sql/names.ts";
import { foreignKeyDemands } from "./foreign_key_demands.ts";
import { becomesNotNull, replacementForNull } from "./fills.ts";
import { impliesCheck } from "../../schema/constraints/implication.ts";
import type { Difference } from "../difference.ts";
import { demand, type DemandContext, noRow, type RowDemand } from "./row_demand.ts";
import { mentionedColumns, type RowSource, rowSource } from "./row_source.ts";
import { integerDemands, keyDemands, strictDemands } from "./storage_demands.ts";
import { uniqueDemands } from "./unique_demands.ts";
import { vectorDemands } from "./vector_demands.ts";

/**
 * The demands of the changes on existing rows, in the order of the changes. None for what rows
 * cannot violate, such as a foreign key on a new column, which contains NULL.
 */
export function rowDemands(difference: Difference): RowDemand[] {
  return difference.changes.flatMap((change): RowDemand[] => {
    const made = createdBy(change);
    const table = isUniqueIndex(made) ? made.table : "table" in change ? change.table : undefined;
    const source = table === undefined ? undefined : rowSource(table, difference);
    if (source === undefined) return [];
    const context: DemandContext = { source, change, difference };
    if (isUniqueIndex(made)) return uniqueDemands(made, context);
    if (change.kind === "alter-column") return columnDemands(change, context);
    if (change.kind === "add-constraint") return constraintDemands(change.constraint, context);
    if (change.kind !== "alter-options") return [];
    const { before, after } = source;
    // Columns that also change their type are handled there.
    const sameType = after.columns.filter(({ name, type }) =>
      findByName(before.columns, name)?.type === type
    );
    return [
      ...(change.options.includes("strict")
        ? [...strictDemands(after.columns, context), ...conversionDemands(sameType, context)]
        : []),
      ...(change.options.includes("without-rowid") ? keyDemands(context) : []),
    ];
  });
}

function isUniqueIndex(object: SchemaObject | undefined): object is Index {
  return object?.kind === "index" && object.unique;
}

function columnDemands(change: AlterColumn, context: DemandContext): RowDemand[] {
  const { source, difference } = context;
  const { after: column, facets } = change;
  const { after: table } = source;
  const mayHoldNull = becomesNotNull(change, source.before) &&
    replacementForNull(column, source.fills) === undefined;
  const nulls = demand(context, {
    rule: "null-to-not-null",
    problem: `${table.name}.${column.name} contains NULL`,
    ...noRow(source.rows([column.name], { converted: true }), `${quoteName(column.name)} IS NULL`),
  });
  const compared = facets.includes("collation")
    ? uniqueKeysOf(table, difference.desired.indexes).filter((key) =>
      key.terms.some((it) =>
        it.collation === undefined && sameName(it.column ?? "", column.name)
      ) &&
      !difference.changes.some((it) => createsKey(it, key))
    )
    : [];
  return [
    ...(mayHoldNull ? [nulls] : []),
    ...(facets.includes("type")
      ? [
        ...strictDemands([column], context),
        ...vectorDemands(column, context),
        ...conversionDemands([column], context),
      ]
      : []),
    ...compared.flatMap((key) => uniqueDemands(key, context)),
  ];
}

/** Whether the change creates the key, and so demands it anyway. */
function createsKey(change: Change, { terms }: UniqueKey): boolean {
  const made = change.kind === "add-constraint" ? change.constraint : createdBy(change);
  return made !== undefined && "terms" in made && made.terms === terms;
}

function constraintDemands(constraint: TableConstraint, context: DemandContext): RowDemand[] {
  switch (constraint.kind) {
    case "check":
      return checkDemands(constraint, context);
    case "foreign-key":
      return foreignKeyDemands(constraint, context);
    case "unique":
      return uniqueDemands(constraint, context);
    case "primary-key":
      return [
        ...keyDemands(context),
        ...integerDemands(context),
        ...uniqueDemands(constraint, context),
      ];
  }
}

function checkDemands(check: Check, context: DemandContext): RowDemand[] {
  const { source } = context;
  const { before, after } = source;
  const isOld = before.constraints.some((it) =>
    it.kind === "check" && it.expression === check.expression
  );
  const columns = mentionedColumns(check.expression, after);
  // Most checks pass if an operand is NULL, as a new column is in every row.
  const isMet = columns.some((name) => source.isNull(name));
  const isAboutRows = columns.some((name) => findByName(before.columns, name) !== undefined);
  if (isOld || isMet || !isAboutRows || isWeaker(check, columns, source)) return [];
  return [demand(context, {
    rule: "check-on-existing",
    problem: `${after.name} has rows that violate ${checkPhrase(check)}`,
    ...noRow(source.rows(columns), `NOT (${check.expression})`),
  })];
}

/**
 * Whether rows that pass the existing checks also pass this one, since its columns keep their
 * values.
 */
function isWeaker(check: Check, columns: readonly string[], { before, rows }: RowSource): boolean {
  const isComputed = (name: string) => findByName(before.columns, name)?.generated !== undefined;
  if (rows(columns) === undefined || columns.some(isComputed)) return false;
  const given = before.constraints.flatMap((it) => it.kind === "check" ? [it.expression] : []);
  return impliesCheck(given, check.expression, {
    affinity(name) {
      const column = findByName(before.columns, name);
      return column === undefined ? undefined : affinityIn(before, column.type);
    },
  });
}
