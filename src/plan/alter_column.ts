import type { Change } from "../diff/change.ts";
import { constraintFacts } from "../schema/facts.ts";
import { findByName, type Table } from "../schema/snapshot.ts";
import type { ColumnText, TableText } from "../schema/table_sql.ts";
import { fold, quoteName, sameName } from "../sql/names.ts";
import { tokenize } from "../sql/tokens.ts";
import type { AlterColumnStep, GateStep } from "./plan.ts";
import { replacementForNull, tightens } from "./rebuild.ts";

/** A table before and after, and what of it nothing else can change in place. */
export interface ColumnAlteration {
  readonly after: Table;
  readonly was: TableText;
  readonly wanted: TableText;
  readonly changes: readonly Change[];
  readonly fills: ReadonlyMap<string, string>;
  /** Whether an UPDATE of the table would set off triggers. */
  readonly hasTriggers: boolean;
  /** The tables that are there already: what new foreign keys may point at. */
  readonly standing: readonly Table[];
  /** The name of the table that gates are made of. */
  readonly gate: string;
}

/** The steps of libSQL's own ALTER COLUMN, and what must hold for every row before them. */
export interface ColumnAlterations {
  readonly gates: readonly GateStep[];
  readonly alters: readonly AlterColumnStep[];
}

/**
 * The steps that make all of the changes with libSQL's `ALTER TABLE t ALTER COLUMN c TO c …`, or
 * undefined where one of them is not sound. It looks at no row and rewrites none, so that only NOT
 * NULL, CHECK and REFERENCES can change; it cuts the text of the table at the next comma, whatever
 * that comma is part of; and it corrupts keys and collations.
 * https://github.com/tursodatabase/libsql/blob/main/libsql-sqlite3/doc/libsql_extensions.md
 */
export function columnAlterations(request: ColumnAlteration): ColumnAlterations | undefined {
  const { was, wanted, changes } = request;
  if (tokenize(was.sql).some((token) => token.kind === "comment")) return undefined;
  const byColumn = new Map<string, Change[]>();
  for (const change of changes) {
    const name = hostOf(change, request);
    if (name === undefined) return undefined;
    byColumn.set(fold(name), [...byColumn.get(fold(name)) ?? [], change]);
  }
  const gates: GateStep[] = [];
  const alters: AlterColumnStep[] = [];
  for (const [name, own] of byColumn) {
    const [before, after] = [columnText(was, name), columnText(wanted, name)];
    if (before === undefined || after === undefined) return undefined;
    if (!isSound(before, was) || !saysTheSame(before, after, own)) return undefined;
    const found = gatesFor(own, request);
    const fill = fillFor(own, request);
    if (found === undefined || (fill !== undefined && request.hasTriggers)) return undefined;
    gates.push(...found);
    alters.push({
      kind: "alter-column",
      table: request.after.name,
      column: after.column.name,
      definition: textOf(wanted, after),
      ...(fill !== undefined && { fill }),
      because: own,
    });
  }
  return { gates, alters };
}

/** The column whose definition says what changes, where it is one and the change is a sound one. */
function hostOf(change: Change, { was, wanted }: ColumnAlteration): string | undefined {
  if (change.kind === "alter-column") {
    const { before, after, facets } = change;
    const aborts = [before, after].every((it) => (it.notNull?.conflict ?? "abort") === "abort");
    return facets.every((facet) => facet === "not-null") && aborts ? after.name : undefined;
  }
  if (change.kind !== "add-constraint" && change.kind !== "drop-constraint") return undefined;
  const { constraint } = change;
  if (constraint.kind !== "check" && constraint.kind !== "foreign-key") return undefined;
  const { columns } = change.kind === "drop-constraint" ? was : wanted;
  return columns.find((column) =>
    column.constraints.some((it) => constraintFacts(it) === constraintFacts(constraint))
  )?.column.name;
}

/** Whether replacing the definition is safe: nothing rests on its key, and no comma stands in it. */
function isSound(column: ColumnText, table: TableText): boolean {
  return !column.isPrimaryKey && column.column.generated === undefined &&
    column.constraints.every((constraint) => constraint.kind !== "unique") &&
    !textOf(table, column).includes(",");
}

/** Whether the new definition adds and leaves out no other constraint than the changes do. */
function saysTheSame(
  before: ColumnText,
  after: ColumnText,
  changes: readonly Change[],
): boolean {
  const named = (kind: Change["kind"]) =>
    changes.flatMap((change) =>
      change.kind === kind && "constraint" in change && change.constraint.kind !== "primary-key"
        ? [constraintFacts(change.constraint)]
        : []
    );
  const [was, wanted] = [before, after].map((it) => it.constraints.map(constraintFacts));
  const kept = was!.filter((it) => !named("drop-constraint").includes(it));
  return [...kept, ...named("add-constraint")].sort().join() === wanted!.toSorted().join();
}

/** What rows that hold NULL get before the column refuses it. */
function fillFor(changes: readonly Change[], { fills, was }: ColumnAlteration): string | undefined {
  const change = changes.find((it) => it.kind === "alter-column" && tightens(it, was));
  return change?.kind === "alter-column" ? replacementForNull(change.after, fills) : undefined;
}

/** What rows must satisfy, since the engine will not look; undefined where that cannot be asked. */
function gatesFor(
  changes: readonly Change[],
  request: ColumnAlteration,
): GateStep[] | undefined {
  const gates: GateStep[] = [];
  const { name } = request.after;
  const add = (change: Change, says: string, unless: string) =>
    gates.push({
      kind: "gate",
      says: `${name}.${says}`,
      table: request.gate,
      condition: `NOT EXISTS (SELECT 1 FROM ${quoteName(name)} WHERE ${unless})`,
      because: [change],
    });
  for (const change of changes) {
    if (change.kind === "alter-column" && tightens(change, request.was)) {
      if (replacementForNull(change.after, request.fills) !== undefined) continue;
      add(change, `${change.after.name} holds NULL`, `${quoteName(change.after.name)} IS NULL`);
    }
    if (change.kind !== "add-constraint") continue;
    const { constraint } = change;
    if (constraint.kind === "check") {
      add(
        change,
        `${constraint.name ?? "check"} fails for a row`,
        `NOT (${constraint.expression})`,
      );
    }
    if (constraint.kind !== "foreign-key") continue;
    const parent = findByName(request.standing, constraint.references.table);
    const key = constraint.references.columns[0] ?? parent?.primaryKey?.terms[0]?.column;
    if (parent === undefined || key === undefined) return undefined;
    const column = quoteName(constraint.columns[0]!);
    const keys = `SELECT ${quoteName(key)} FROM ${quoteName(parent.name)}`;
    add(
      change,
      `${constraint.columns[0]} points nowhere for a row`,
      `${column} IS NOT NULL AND ${column} NOT IN (${keys})`,
    );
  }
  return gates;
}

function columnText(table: TableText, name: string): ColumnText | undefined {
  return table.columns.find((it) => sameName(it.column.name, name));
}

function textOf(table: TableText, range: { startOffset: number; endOffset: number }): string {
  return table.sql.slice(range.startOffset, range.endOffset);
}
