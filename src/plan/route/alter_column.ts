import type { AlterColumn, Change } from "../../diff/change.ts";
import { resolvesConflicts } from "../../schema/constraints/conflicts.ts";
import { constraintFacts } from "../../schema/facts.ts";
import type { Table } from "../../schema/snapshot.ts";
import {
  type ColumnText,
  type TableText,
  textOf,
  textOfColumn,
} from "../../schema/text/table_sql.ts";
import { fold, quoteName } from "../../sql/names.ts";
import { tokenize } from "../../sql/tokens.ts";
import { isMistakenForNull } from "../../schema/constraints/defaults.ts";
import type { AlterTableStep } from "../step.ts";
import { becomesNotNull, replacementForNull } from "../../diff/demands/fills.ts";
import type { RowDemand } from "../../diff/demands/row_demand.ts";

/** An engine that alters more in place than SQLite 3.35, and what it must be kept from breaking. */
export interface AlteringEngine {
  /** The dialect of its ALTER statements. */
  readonly dialect: "libsql" | "sqlite";
  /** The demands of the changes on rows, which the engine does not check. */
  readonly demands: readonly RowDemand[];
  /** The folded names of tables with triggers on UPDATE. */
  readonly watched: ReadonlySet<string>;
}

/** A table before and after, with the changes that no other statement can make in place. */
export interface ColumnAlteration {
  readonly before: Table;
  readonly after: Table;
  readonly was: TableText;
  readonly wanted: TableText;
  readonly changes: readonly Change[];
  readonly fills: ReadonlyMap<string, string>;
  readonly engine: AlteringEngine;
}

/**
 * The steps that make all of the changes with libSQL's `ALTER TABLE t ALTER COLUMN c TO c …`, or
 * undefined if one of them would be unsafe. It neither checks nor rewrites rows, so that only NOT NULL,
 * CHECK and REFERENCES can change; it cuts the text of the table at the next comma, whatever that is
 * part of; and it corrupts keys and collations.
 * https://github.com/tursodatabase/libsql/blob/main/libsql-sqlite3/doc/libsql_extensions.md
 */
export function columnAlterations(
  request: ColumnAlteration,
): AlterTableStep[] | undefined {
  const { was, wanted, changes, engine } = request;
  if (tokenize(was.sql).some((token) => token.kind === "comment")) return undefined;
  const byColumn = new Map<string, Change[]>();
  for (const change of changes) {
    const name = hostOf(change, request);
    if (name === undefined) return undefined;
    byColumn.set(fold(name), [...byColumn.get(fold(name)) ?? [], change]);
  }
  const alters: AlterTableStep[] = [];
  for (const [name, own] of byColumn) {
    const [before, after] = [textOfColumn(was, name), textOfColumn(wanted, name)];
    if (before === undefined || after === undefined) return undefined;
    if (!isSound(before, was) || !saysTheSame(before, after, own)) return undefined;
    const demands = engine.demands.filter((demand) => own.includes(demand.change));
    if (demands.some((demand) => demand.condition === undefined)) return undefined;
    const fill = fillFor(own, request);
    if (fill !== undefined && engine.watched.has(fold(request.after.name))) return undefined;
    alters.push({
      kind: "alter-table",
      table: request.after.name,
      clause: `ALTER COLUMN ${quoteName(after.column.name)} TO ` +
        namedAs(after.column.name, textOf(wanted, after)),
      validates: false,
      orAbort: resolvesConflicts(request.after),
      ...(fill !== undefined && { fill: { column: after.column.name, value: fill } }),
      because: own,
    });
  }
  return alters;
}

/** The column whose definition contains the change, if there is one and the change is safe. */
function hostOf(change: Change, { was, wanted }: ColumnAlteration): string | undefined {
  if (change.kind === "alter-column") {
    return altersNotNullAlone(change) ? change.after.name : undefined;
  }
  if (change.kind !== "add-constraint" && change.kind !== "drop-constraint") return undefined;
  const { constraint } = change;
  if (constraint.kind !== "check" && constraint.kind !== "foreign-key") return undefined;
  const { columns } = change.kind === "drop-constraint" ? was : wanted;
  return columns.find((column) =>
    column.constraints.some((it) => constraintFacts(it) === constraintFacts(constraint))
  )?.column.name;
}

/** Whether only NOT NULL differs, with the default conflict clause. */
export function altersNotNullAlone({ before, after, facets }: AlterColumn): boolean {
  const aborts = [before, after].every((it) => (it.notNull?.conflict ?? "abort") === "abort");
  const isMistaken = after.notNull !== undefined && after.default !== undefined &&
    isMistakenForNull(after.default, after.type);
  return facets.every((facet) => facet === "not-null") && aborts && !isMistaken;
}

/** Whether replacing the definition is safe: it has no key and contains no comma. */
function isSound(column: ColumnText, table: TableText): boolean {
  return !column.isPrimaryKey && column.column.generated === undefined &&
    column.constraints.every((constraint) => constraint.kind !== "unique") &&
    !textOf(table, column).includes(",");
}

/** Whether the new definition adds and omits exactly the constraints of the changes. */
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

/** The value that replaces NULL before the column refuses it. */
export function fillFor(
  changes: readonly Change[],
  { fills, was }: ColumnAlteration,
): string | undefined {
  const change = changes.find((it) => it.kind === "alter-column" && becomesNotNull(it, was));
  return change?.kind === "alter-column" ? replacementForNull(change.after, fills) : undefined;
}

/** The definition with its name spelled as before TO: the engine compares them literally. */
function namedAs(column: string, definition: string): string {
  return quoteName(column) + definition.slice(tokenize(definition)[0]!.endOffset);
}
