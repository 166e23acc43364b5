import { rowidAlias } from "../../schema/constraints/keys.ts";
import { findByName, foreignKeysOf, hasRowid } from "../../schema/snapshot.ts";
import { fold, quoteName, sameName } from "../../sql/names.ts";
import { literalOf, readable } from "../literals.ts";
import type { Blamed } from "./blame.ts";
import { openBefore, type Prepared } from "./prepare.ts";
import type { Way } from "./request.ts";
import { runFiles } from "./run.ts";
import { type DatabaseState, readState, type Row } from "./state.ts";

/** If more is lost than this, no single column is examined: it is not an oversight. */
const MOST_TRIED = 40;

/**
 * The effects, with dropped columns marked as converted if other values are computed from theirs, and
 * without dropped tables that only linked two others, if those reflect the links. Both are found by
 * running the files again, with other values in the column or without a row of the table.
 */
export async function withConverted(
  effects: readonly Blamed[],
  { way, prepared, inserts }: Rerun,
): Promise<readonly Blamed[]> {
  const isOpen = (effect: Blamed) =>
    effect.kind === "column-dropped" ||
    (effect.kind === "table-dropped" && isLink(effect.table, prepared));
  const open = effects.filter(isOpen);
  if (open.length === 0 || open.length > MOST_TRIED) return effects;
  const end = async (disturb?: Disturbance) => await endOf({ way, prepared, inserts, disturb });
  const first = await end();
  const disturbed = new Map<Blamed, readonly (DatabaseState | undefined)[]>();
  for (const effect of open) {
    disturbed.set(effect, await Promise.all(disturbancesOf(effect).map(end)));
  }
  // Differences between equal runs come from the clock or from randomness.
  const last = await end();
  if (first === undefined || last === undefined) return effects;
  const steady = steadyPlaces(first, last);
  return effects.flatMap((effect): Blamed[] => {
    const isUsed = disturbed.get(effect)?.some((state) =>
      state !== undefined && !isSame(first, state, steady)
    );
    if (!isUsed) return [effect];
    return effect.kind === "column-dropped" ? [{ ...effect, isConverted: true }] : [];
  });
}

/** The changes to try: an expression may give the same for all large numbers. */
function disturbancesOf(effect: Blamed): Disturbance[] {
  if (effect.kind === "table-dropped") return [{ table: effect.table, kind: "row" }];
  if (effect.kind !== "column-dropped") return [];
  const { table, column } = effect;
  return [{ table, kind: "next", column }, { table, kind: "small", column }];
}

interface Rerun {
  readonly way: Way;
  readonly prepared: Prepared;
  readonly inserts: readonly string[];
}

/** A change to the state before: in a column, the value of the next row or a small number, or a row less. */
type Disturbance =
  | { readonly kind: "row"; readonly table: string }
  | { readonly kind: "next" | "small"; readonly table: string; readonly column: string };

/** Whether all columns of the table are foreign keys, and no table references it. */
function isLink(name: string, { before }: Prepared): boolean {
  const table = findByName(before.tables, name);
  if (table === undefined) return false;
  const keys = foreignKeysOf(table);
  return keys.length > 1 &&
    table.columns.every((column) =>
      keys.some(({ columns }) => columns.some((it) => sameName(it, column.name)))
    ) &&
    before.tables.every((it) =>
      foreignKeysOf(it).every(({ references }) => !sameName(references.table, name))
    );
}

/** The state after the files, from a disturbed one; undefined if it cannot be disturbed, or they fail. */
async function endOf(
  { way, prepared, inserts, disturb }: Rerun & { readonly disturb: Disturbance | undefined },
): Promise<DatabaseState | undefined> {
  const changes = disturb === undefined ? [] : await disturbance(disturb, prepared, inserts);
  if (changes === undefined) return undefined;
  await using shadow = await openBefore(prepared, [...inserts, ...changes]);
  const { refused } = runFiles(shadow, way.files, { mode: way.mode });
  return refused.length > 0 && way.mode.atError === "stops" ? undefined : readState(shadow);
}

/** The statements that disturb a state. */
async function disturbance(
  disturb: Disturbance,
  prepared: Prepared,
  inserts: readonly string[],
): Promise<string[] | undefined> {
  const { table } = disturb;
  const known = findByName(prepared.before.tables, table);
  // Its name may be that of an ordinary column.
  const rowid = known && hasRowid(known) ? rowidAlias(known.columns) : undefined;
  if (rowid === undefined) return undefined;
  const name = quoteName(table);
  if (disturb.kind === "row") {
    return [`DELETE FROM ${name} WHERE ${rowid} = (SELECT max(${rowid}) FROM ${name})`];
  }
  const { kind, column } = disturb;
  if (kind === "small") {
    const place = `SELECT count(*) FROM ${name} AS other WHERE other.${rowid} <= ${name}.${rowid}`;
    return [`UPDATE ${name} SET ${quoteName(column)} = (${place})`];
  }
  await using shadow = await openBefore(prepared, inserts);
  const read = `SELECT ${rowid}, ${readable(quoteName(column))} FROM ${name}`;
  const rows = shadow.query(read).map(([id, value]) => [Number(id), literalOf(value!)] as const);
  const changes = rows.flatMap(([id, value], index) => {
    const [, other] = rows[(index + 1) % rows.length]!;
    return value === other
      ? []
      : `UPDATE ${name} SET ${quoteName(column)} = ${other} WHERE ${rowid} = ${id}`;
  });
  // Unique values must not collide in between.
  const aside = `UPDATE ${name} SET ${quoteName(column)} = 'aside ' || ${rowid}`;
  return changes.length === 0 ? undefined : [aside, ...changes];
}

/** The columns with the same values in two equal runs, by folded table. */
function steadyPlaces(
  first: DatabaseState,
  last: DatabaseState,
): ReadonlyMap<string, readonly number[]> {
  return new Map([...first].map(([key, { columns, rows }]) => {
    const others = last.get(key)?.rows ?? [];
    const values = (list: readonly Row[], at: number) => list.map((row) => row[at]!).sort().join();
    return [key, [...columns.keys()].filter((at) => values(rows, at) === values(others, at))];
  }));
}

function isSame(
  left: DatabaseState,
  right: DatabaseState,
  steady: ReadonlyMap<string, readonly number[]>,
): boolean {
  const lines = (rows: readonly Row[], places: readonly number[]) =>
    rows.map((row) => places.map((at) => row[at]).join("\0")).sort().join("\n");
  return [...steady].every(([key, places]) =>
    lines(left.get(key)?.rows ?? [], places) === lines(right.get(fold(key))?.rows ?? [], places)
  );
}
