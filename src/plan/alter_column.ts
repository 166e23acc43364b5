import type { Change } from "../diff/change.ts";
import { constraintFacts } from "../schema/facts.ts";
import { findByName, type ForeignKey, type Table } from "../schema/snapshot.ts";
import type { ColumnText, TableText } from "../schema/table_sql.ts";
import { fold, quoteName, sameName } from "../sql/names.ts";
import { tokenize, unquote } from "../sql/tokens.ts";
import type { AlterColumnStep, GateStep } from "./plan.ts";
import { replacementForNull, tightens } from "./rebuild.ts";

/** What is known of an engine that can alter a column, and of the schema it stands in. */
export interface AlteringEngine {
  /** The tables that are there already: what new foreign keys may point at. */
  readonly standing: readonly Table[];
  /** The tables whose updates set off triggers, folded. */
  readonly watched: ReadonlySet<string>;
  /**
   * The name of the table that gates are made of. Undefined where rows cannot be looked at first, since
   * names change before.
   */
  readonly gate: string | undefined;
}

/** A table before and after, and what of it nothing else can change in place. */
export interface ColumnAlteration {
  readonly after: Table;
  readonly was: TableText;
  readonly wanted: TableText;
  readonly changes: readonly Change[];
  readonly fills: ReadonlyMap<string, string>;
  readonly engine?: AlteringEngine | undefined;
}

type Altering = ColumnAlteration & { readonly engine: AlteringEngine };

/** The steps of libSQL's own ALTER COLUMN, and what must hold for every row before them. */
export interface ColumnAlterations {
  readonly gates: readonly GateStep[];
  readonly alters: readonly AlterColumnStep[];
}

/**
 * The steps that make all of the changes with libSQL's `ALTER TABLE t ALTER COLUMN c TO c …`, or
 * undefined where one of them is not sound or the engine has no such statement. It looks at no row
 * and rewrites none, so that only NOT NULL, CHECK and REFERENCES can change; it cuts the text of the
 * table at the next comma, whatever that comma is part of; and it corrupts keys and collations.
 * https://github.com/tursodatabase/libsql/blob/main/libsql-sqlite3/doc/libsql_extensions.md
 */
export function columnAlterations(
  { engine, ...alteration }: ColumnAlteration,
): ColumnAlterations | undefined {
  const { was, wanted, changes } = alteration;
  if (changes.length === 0) return { gates: [], alters: [] };
  if (engine === undefined) return undefined;
  const request: Altering = { ...alteration, engine };
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
    const demands = demandsOf(own, request);
    if (demands === undefined || (demands.length > 0 && engine.gate === undefined)) {
      return undefined;
    }
    const fill = fillFor(own, request);
    if (fill !== undefined && engine.watched.has(fold(request.after.name))) return undefined;
    gates.push(...demands.map((demand) => gateOf(demand, request)));
    alters.push({
      kind: "alter-column",
      table: request.after.name,
      column: after.column.name,
      definition: withPlainName(textOf(wanted, after)),
      ...(fill !== undefined && { fill }),
      because: own,
    });
  }
  return { gates, alters };
}

/** The column whose definition says what changes, where it is one and the change is a sound one. */
function hostOf(change: Change, { was, wanted }: Altering): string | undefined {
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
function fillFor(changes: readonly Change[], { fills, was }: Altering): string | undefined {
  const change = changes.find((it) => it.kind === "alter-column" && tightens(it, was));
  return change?.kind === "alter-column" ? replacementForNull(change.after, fills) : undefined;
}

/** What no row may be like, for a change to be sound. */
interface Demand {
  readonly change: Change;
  readonly says: string;
  /** The condition that is true of a row that stands in the way. */
  readonly unless: string;
}

/** What is demanded of rows, since the engine will not look; undefined where it cannot be asked. */
function demandsOf(changes: readonly Change[], request: Altering): Demand[] | undefined {
  const demands: Demand[] = [];
  for (const change of changes) {
    if (change.kind === "alter-column" && tightens(change, request.was)) {
      const { after } = change;
      if (replacementForNull(after, request.fills) !== undefined) continue;
      const unless = `${quoteName(after.name)} IS NULL`;
      demands.push({ change, says: `${after.name} holds NULL`, unless });
    }
    if (change.kind !== "add-constraint") continue;
    const { constraint } = change;
    if (constraint.kind === "check") {
      const says = `${constraint.name ?? "check"} fails for a row`;
      demands.push({ change, says, unless: `NOT (${constraint.expression})` });
    }
    if (constraint.kind === "foreign-key") {
      const unless = orphanCondition(constraint, request);
      if (unless === undefined) return undefined;
      const says = `${constraint.columns[0]} points nowhere for a row`;
      demands.push({ change, says, unless });
    }
  }
  return demands;
}

function gateOf({ change, says, unless }: Demand, { after, engine }: Altering): GateStep {
  return {
    kind: "gate",
    says: `${after.name}.${says}`,
    table: engine.gate!,
    condition: `NOT EXISTS (SELECT 1 FROM ${quoteName(after.name)} WHERE ${unless})`,
    because: [change],
  };
}

/**
 * What is true of a row that points nowhere, or undefined where it cannot be asked before: SQLite
 * compares as the parent's key does, so that key is named first.
 * https://www.sqlite.org/foreignkeys.html#fk_basics
 */
function orphanCondition(
  { columns: [column = ""], references }: ForeignKey,
  { after, engine: { standing } }: Altering,
): string | undefined {
  const parent = findByName(standing, references.table);
  const keys = [
    parent?.primaryKey,
    ...parent?.constraints.filter((it) => it.kind === "unique") ?? [],
  ].flatMap((key) => key?.terms.length === 1 ? [key.terms[0]!.column ?? ""] : []);
  const name = references.columns[0] ?? parent?.primaryKey?.terms[0]?.column ?? "";
  const key = findByName(parent?.columns ?? [], name);
  const isSafe = key !== undefined && keys.some((it) => sameName(it, name)) &&
    key.type === findByName(after.columns, column)?.type;
  if (parent === undefined || !isSafe) return undefined;
  const [child, owner] = [quoteName(after.name), quoteName(parent.name)];
  const points = `${owner}.${quoteName(key.name)} = ${child}.${quoteName(column)}`;
  return `${quoteName(column)} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${owner} WHERE ${points})`;
}

function columnText(table: TableText, name: string): ColumnText | undefined {
  return table.columns.find((it) => sameName(it.column.name, name));
}

/** The definition with a name that the engine knows again: it takes no other quotes than double ones. */
function withPlainName(definition: string): string {
  const [name] = tokenize(definition);
  if (name === undefined || !/^[`'[]/.test(name.text)) return definition;
  return quoteName(unquote(name)) + definition.slice(name.endOffset);
}

function textOf(table: TableText, range: { startOffset: number; endOffset: number }): string {
  return table.sql.slice(range.startOffset, range.endOffset);
}
