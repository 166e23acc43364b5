import { append } from "../base/append.ts";
import { fold } from "../sql/names.ts";
import {
  constraintFacts,
  defaultFact,
  facts,
  generatedFact,
  notNullFact,
  primaryKeyFacts,
  sameFacts,
} from "../schema/facts.ts";
import { withNamedColumns } from "../schema/constraints/keys.ts";
import {
  type Column,
  type Constraint,
  findByName,
  type SchemaObject,
  type SchemaSnapshot,
  type Table,
  unsharedObjects,
} from "../schema/snapshot.ts";
import { match, P } from "../base/match.ts";
import type { Change, ColumnFacet, TableConstraint, TableOption } from "./change.ts";
import type { Sides } from "./difference.ts";

/** Options for a comparison. */
export interface CompareOptions {
  /** Whether the order of columns counts, which only a rebuild can change. */
  readonly columnOrder?: "any" | "strict";
}

/**
 * The changes that turn `current` into `desired`, sorted by kind of object and name; empty if both
 * are equal. Spelling and the names of constraints do not count. A drop and an add are reported as
 * such, however similar: `tableCandidates` and `columnCandidates` find renames.
 */
export function detectChanges(
  current: SchemaSnapshot,
  desired: SchemaSnapshot,
  options: CompareOptions = {},
): Change[] {
  const [gone, made] = unsharedObjects(current, desired);
  const before = new Map(gone.map((object) => [identity(object), object]));
  const after = new Map(made.map((object) => [identity(object), object]));
  const changes: Change[] = [];
  const schemas = { current, desired };
  for (const [key, object] of before) {
    const other = after.get(key);
    if (other === undefined) changes.push({ kind: "drop", object });
    else append(changes, compare([object, other], { ...options, schemas }));
  }
  for (const [key, object] of after) {
    if (!before.has(key)) changes.push({ kind: "create", object });
  }
  return changes;
}

/** The identity of an object: its kind and its name, ignoring case as SQLite does. */
function identity(object: SchemaObject): string {
  return `${object.kind} ${fold(object.name)}`;
}

/** The options of a comparison, and the schemas around the objects. */
type Comparison = CompareOptions & {
  readonly schemas: Sides;
};

function compare(pair: readonly [SchemaObject, SchemaObject], options: Comparison): Change[] {
  return match(pair)
    .returnType<Change[]>()
    .with(
      [{ kind: "table" }, { kind: "table" }],
      ([before, after]) => compareTables(before, after, options),
    )
    .with(
      P.union(
        [{ kind: "index" }, { kind: "index" }],
        [{ kind: "view" }, { kind: "view" }],
        [{ kind: "trigger" }, { kind: "trigger" }],
        [{ kind: "virtual-table" }, { kind: "virtual-table" }],
      ),
      ([before, after]) => sameFacts(before, after) ? [] : [{ kind: "replace", before, after }],
    )
    .otherwise(([before, after]) => {
      throw new Error(`Cannot compare a ${before.kind} with a ${after.kind}`);
    });
}

function compareTables(before: Table, after: Table, options: Comparison): Change[] {
  const reordered = options.columnOrder === "strict" && !sameOrder(before, after);
  if (facts(before) === facts(after) && !reordered) return [];
  const table = after.name;
  const changes: Change[] = [];
  if (before.name !== after.name) {
    changes.push({ kind: "rename-table", before: before.name, after: after.name });
  }
  append(changes, compareColumns(before, after));
  append(changes, compareConstraints(before, after, options));
  const altered = alteredOptions(before, after);
  if (reordered) altered.push("column-order");
  if (altered.length > 0) changes.push({ kind: "alter-options", table, options: altered });
  return changes;
}

function compareColumns(before: Table, after: Table): Change[] {
  const table = after.name;
  const changes: Change[] = [];
  for (const column of before.columns) {
    const other = findByName(after.columns, column.name);
    if (other === undefined) changes.push({ kind: "drop-column", table, column });
    else {
      changes.push(...compareColumn(table, [
        { column, table: before },
        { column: other, table: after },
      ]));
    }
  }
  for (const column of after.columns) {
    if (findByName(before.columns, column.name) === undefined) {
      changes.push({ kind: "add-column", table, column });
    }
  }
  return changes;
}

/** A column and its table. */
interface Placed {
  readonly column: Column;
  readonly table: Table;
}

function compareColumn(table: string, [was, is]: readonly [Placed, Placed]): Change[] {
  const [before, after] = [was.column, is.column];
  const changes: Change[] = [];
  if (before.name !== after.name) {
    changes.push({ kind: "rename-column", table, before: before.name, after: after.name });
  }
  const facets = facetsOf(was, is);
  if (facets.length > 0) changes.push({ kind: "alter-column", table, before, after, facets });
  return changes;
}

function facetsOf(was: Placed, is: Placed): ColumnFacet[] {
  const [before, after] = [was.column, is.column];
  const differs = (left: unknown, right: unknown) => JSON.stringify(left) !== JSON.stringify(right);
  const facets: ColumnFacet[] = [];
  if (before.type !== after.type) facets.push("type");
  if (
    differs(before.notNull, after.notNull) &&
    notNullFact(before, was.table) !== notNullFact(after, is.table)
  ) facets.push("not-null");
  if (defaultFact(before) !== defaultFact(after)) facets.push("default");
  if (before.collation !== after.collation) facets.push("collation");
  if (differs(generatedFact(before), generatedFact(after))) facets.push("generated");
  return facets;
}

/**
 * Constraints are identified by their meaning: each side's surplus is dropped or added. Foreign
 * keys match if they are written the same way or reference the same columns.
 */
function compareConstraints(before: Table, after: Table, { schemas }: Comparison): Change[] {
  const table = after.name;
  const { current, desired } = schemas;
  const asWritten = { before: constraintFacts, after: constraintFacts };
  const asMeant = { before: meaningIn(current), after: meaningIn(desired) };
  const [gone, added] = surplus(
    surplus([before.constraints, after.constraints], asWritten),
    asMeant,
  );
  const sameKey = primaryKeyFacts(before.primaryKey) === primaryKeyFacts(after.primaryKey);
  const keyOf = ({ primaryKey }: Table): TableConstraint[] =>
    sameKey || primaryKey === undefined ? [] : [{ kind: "primary-key", ...primaryKey }];
  return [
    ...[...keyOf(before), ...gone].map((constraint): Change => ({
      kind: "drop-constraint",
      table,
      constraint,
    })),
    ...[...keyOf(after), ...added].map((constraint): Change => ({
      kind: "add-constraint",
      table,
      constraint,
    })),
  ];
}

type Facts = (constraint: Constraint) => string;

/** The constraints that each of two lists has in excess of the other, compared by meaning. */
function surplus(
  [before, after]: readonly [readonly Constraint[], readonly Constraint[]],
  facts: { readonly before: Facts; readonly after: Facts },
): [Constraint[], Constraint[]] {
  const [had, has] = [before.map(facts.before), after.map(facts.after)];
  return [
    before.filter((constraint) => !removeOne(has, facts.before(constraint))),
    after.filter((constraint) => !removeOne(had, facts.after(constraint))),
  ];
}

/** Removes one occurrence of the item; whether there was one. */
function removeOne(list: string[], item: string): boolean {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
  return index >= 0;
}

/** The meaning of a constraint among these tables. */
function meaningIn({ tables }: SchemaSnapshot): Facts {
  return (constraint) =>
    constraintFacts(
      constraint.kind === "foreign-key"
        ? withNamedColumns(constraint, findByName(tables, constraint.references.table))
        : constraint,
    );
}

function alteredOptions(before: Table, after: Table): TableOption[] {
  const options: TableOption[] = [];
  if (before.strict !== after.strict) options.push("strict");
  if (before.withoutRowid !== after.withoutRowid) options.push("without-rowid");
  if (before.randomRowid !== after.randomRowid) options.push("random-rowid");
  if (before.opaque !== after.opaque) options.push("other");
  return options;
}

/**
 * Whether the columns end up in the order of `after` without a rebuild: existing ones keep their
 * positions, and new ones come last.
 */
function sameOrder(before: Table, after: Table): boolean {
  const named = (list: readonly Column[]) => list.map((column) => fold(column.name));
  const [was, wanted] = [named(before.columns), named(after.columns)];
  const kept = was.filter((name) => wanted.includes(name));
  const added = wanted.filter((name) => !was.includes(name));
  return [...kept, ...added].join("\0") === wanted.join("\0");
}
