import { rowidAlias } from "../../../schema/constraints/keys.ts";
import { findByName, hasRowid, type Table } from "../../../schema/snapshot.ts";
import { writtenBy } from "../../../schema/reach/scope.ts";
import { quoteName, sameName } from "../../../sql/names.ts";
import { statementsIn } from "../../../sql/statements.ts";
import { literalOf, readable } from "../../database/literals.ts";
import { OWN_SQL } from "../../database/own_sql.ts";
import type { ShadowDatabase } from "../../database/shadow_database.ts";
import { outcomeOf } from "../outcome/outcomes.ts";
import { sharedRuns } from "../outcome/shared_runs.ts";
import { openBefore, type Prepared } from "../rows/prepare.ts";
import { type Run, runFiles } from "../run/run.ts";
import { type DatabaseState, readState } from "../run/state.ts";

/**
 * A change to the state before: a row less, the last one or a certain one; in every row of a column the
 * value of the next row or a small number; or another value in one row.
 */
export type Disturbance =
  | { readonly kind: "row"; readonly table: string }
  | { readonly kind: "without"; readonly table: string; readonly row: KnownRow }
  | { readonly kind: "next" | "small"; readonly table: string; readonly column: string }
  | {
    readonly kind: "one";
    readonly table: string;
    readonly column: string;
    readonly row: KnownRow;
    /** An SQL literal. */
    readonly value: string;
  };

/** All values of a row as SQL literals. */
type KnownRow = readonly (readonly [column: string, value: string])[];

/** A run from a disturbed state. */
export interface DisturbedRun extends Pick<Run, "refused"> {
  /** What it leads to: undefined if there is nothing to disturb, or the files fail. */
  readonly state: DatabaseState | undefined;
}

/** Runs files from a state with a disturbance, given as JSON; null for none. */
export const disturbedRun = sharedRuns<DisturbedRun>(
  async (request, variant) => {
    const { way: { mode, files }, prepared, inserts } = request;
    const disturb = JSON.parse(variant) as Disturbance | null;
    let isDisturbed = true;
    await using shadow = await openBefore(prepared, inserts, (shadow) => {
      if (disturb !== null) isDisturbed = apply(disturb, shadow, prepared);
    });
    if (!isDisturbed) return { refused: [], state: undefined };
    const known = prepared.arrivalOf(request.way)?.lineages;
    const { refused, moved } = runFiles(shadow, files, { mode, known });
    if (refused.length > 0 && mode.atError === "stops") return { refused, state: undefined };
    const { start: { state } } = await outcomeOf(request);
    const written = disturb === null
      ? prepared.written
      : prepared.written.union(writtenWith(disturb.table, prepared));
    return { refused, state: readState(shadow, { state, changes: NaN, moved, written }) };
  },
);

/** The folded names of a table and of those whose rows follow its rows. */
function writtenWith(table: string, { before }: Prepared): ReadonlySet<string> {
  const text = `DELETE FROM ${quoteName(table)}`;
  return writtenBy(before, statementsIn({ name: OWN_SQL, text }));
}

/** Disturbs a state, and returns whether that can be done. */
function apply(disturb: Disturbance, shadow: ShadowDatabase, { before }: Prepared): boolean {
  const table = findByName(before.tables, disturb.table);
  const keys = table === undefined ? [] : keysOf(table);
  if (keys.length === 0) return false;
  const name = quoteName(disturb.table);
  const isRow = `(${keys.join(", ")}) = `;
  if (disturb.kind === "row") {
    const order = keys.map((it) => `${it} DESC`).join(", ");
    const last = `SELECT ${keys.join(", ")} FROM ${name} ORDER BY ${order} LIMIT 1`;
    return changes(shadow, `DELETE FROM ${name} WHERE ${isRow}(${last})`);
  }
  if (disturb.kind === "without") {
    // What references it would go as well. Files set this when they are run.
    shadow.attempt("PRAGMA foreign_keys = OFF");
    return changes(shadow, `DELETE FROM ${name} WHERE ${isKnown(disturb.row)}`);
  }
  const column = quoteName(disturb.column);
  const set = `UPDATE ${name} SET ${column} = `;
  if (disturb.kind === "one") {
    return changes(shadow, `${set}${disturb.value} WHERE ${isKnown(disturb.row)}`);
  }
  // A row is not found again if its key changes.
  if (keys.some((key) => sameName(key, column))) return false;
  if (disturb.kind === "small") {
    const place = `SELECT count(*) FROM ${name} AS other ` +
      `WHERE (${keys.map((it) => `other.${it}`).join(", ")}) <= ` +
      `(${keys.map((it) => `${name}.${it}`).join(", ")})`;
    shadow.attempt(`${set}(${place})`);
    return true;
  }
  const read = `SELECT ${[...keys, column].map(readable).join(", ")} FROM ${name}`;
  const rows = shadow.query(read).map((row) => row.map((value) => literalOf(value!)));
  const moved = rows.flatMap((row, index) => {
    const other = rows[(index + 1) % rows.length]!.at(-1)!;
    return row.at(-1) === other
      ? []
      : `${set}${other} WHERE ${isRow}(${row.slice(0, -1).join(", ")})`;
  });
  if (moved.length === 0) return false;
  // Unique values must not collide in between.
  for (const sql of [`${set}'aside ' || ${keys.join(" || ' ' || ")}`, ...moved]) {
    shadow.attempt(sql);
  }
  return true;
}

/** The columns that tell the rows of a table apart, quoted; a name of the rowid may be that of another column. */
function keysOf(table: Table): string[] {
  if (hasRowid(table)) return [rowidAlias(table.columns) ?? []].flat();
  return table.primaryKey?.terms.map(({ column }) => quoteName(column ?? "")) ?? [];
}

function isKnown(row: KnownRow): string {
  return row.map(([column, value]) => `${quoteName(column)} IS ${value}`).join(" AND ");
}

/** Runs a statement, and returns whether it has changed a row. */
function changes(shadow: ShadowDatabase, sql: string): boolean {
  return shadow.attempt(sql) === undefined &&
    Number(shadow.query("SELECT changes()")[0]![0]) > 0;
}
