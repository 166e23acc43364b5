import { changesChildren, rowidAlias } from "../../../schema/constraints/keys.ts";
import { findByName, foreignKeysOf, hasRowid } from "../../../schema/snapshot.ts";
import { fold, quoteName, sameName } from "../../../sql/names.ts";
import { literalOf, readable } from "../../database/literals.ts";
import type { Blamed } from "./blame.ts";
import type { ShadowDatabase } from "../../database/shadow_database.ts";
import { onlyDefines } from "../statements/harmless.ts";
import { openBefore, type Prepared } from "../rows/prepare.ts";
import { allStatements, type Run, runFiles } from "../run/run.ts";
import { type RunRequest, sharedRuns } from "../outcome/shared_runs.ts";
import { type DatabaseState, readState, type Row } from "../run/state.ts";

/** If more is lost than this, no single column is examined: it is not an oversight. */
const MOST_TRIED = 40;

/**
 * The effects, with dropped columns marked as converted if other values are computed from theirs, and
 * without dropped tables that only linked two others, if those reflect the links. Both are found by
 * running the files again, with other values in the column or without a row of the table.
 */
export async function withConverted(
  effects: readonly Blamed[],
  { end, ...request }: Rerun,
): Promise<readonly Blamed[]> {
  const isOpen = (effect: Blamed) =>
    (effect.kind === "column-dropped" && !effect.isPartial) ||
    (effect.kind === "table-dropped" && isLink(effect.table, request.prepared));
  if (!mayRead(request)) return effects;
  const open = effects.filter(isOpen);
  if (open.length === 0 || open.length > MOST_TRIED) return effects;
  const changed = new Map<Blamed, readonly DatabaseState[]>();
  for (const effect of open) {
    const states: DatabaseState[] = [];
    for (const disturb of disturbancesOf(effect)) {
      const { state } = await disturbedRun(request, JSON.stringify(disturb));
      if (state !== undefined && !isSame(end, state)) states.push(state);
    }
    if (states.length > 0) changed.set(effect, states);
  }
  if (changed.size === 0) return effects;
  // Differences between equal runs come from the clock or from randomness.
  const { state: again } = await disturbedRun(request, "null");
  if (again === undefined) return effects;
  const steady = steadyPlaces(end, again);
  return effects.flatMap((effect): Blamed[] => {
    const isUsed = changed.get(effect)?.some((state) => !isSame(end, state, steady));
    if (!isUsed) return [effect];
    return effect.kind === "column-dropped" ? [{ ...effect, isConverted: true }] : [];
  });
}

/** Whether any values can depend on others: a statement reads rows, or a foreign key follows them. */
function mayRead({ way, prepared }: RunRequest): boolean {
  const statements = allStatements(way.files);
  const isFollowed = prepared.before.tables.some((table) =>
    foreignKeysOf(table).some(({ onUpdate }) => changesChildren(onUpdate))
  );
  return isFollowed || !statements.every(onlyDefines);
}

/** The changes to try: an expression may give the same for all large numbers. */
function disturbancesOf(effect: Blamed): Disturbance[] {
  if (effect.kind === "table-dropped") return [{ table: effect.table, kind: "row" }];
  if (effect.kind !== "column-dropped") return [];
  const { table, column } = effect;
  return [{ table, kind: "next", column }, { table, kind: "small", column }];
}

interface Rerun extends RunRequest {
  /** The state that the files lead to. */
  readonly end: DatabaseState;
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

/**
 * A run from a state with a disturbance, a JSON value, and what it leads to: undefined if there is
 * nothing to disturb, or the files fail.
 */
const disturbedRun = sharedRuns<
  Pick<Run, "refused"> & { readonly state: DatabaseState | undefined }
>(
  async ({ way: { mode, files }, prepared, inserts }, variant) => {
    const disturb = JSON.parse(variant) as Disturbance | null;
    let changes: readonly string[] | undefined = [];
    await using shadow = await openBefore(prepared, inserts, (shadow) => {
      if (disturb !== null) changes = disturbanceOf(disturb, shadow, prepared);
      return changes ?? [];
    });
    if (changes === undefined) return { refused: [], state: undefined };
    const { refused } = runFiles(shadow, files, { mode });
    const isEnd = refused.length === 0 || mode.atError === "continues";
    return { refused, state: isEnd ? readState(shadow) : undefined };
  },
);

/** The statements that disturb a state; undefined if it cannot be. */
function disturbanceOf(
  disturb: Disturbance,
  shadow: ShadowDatabase,
  { before }: Prepared,
): readonly string[] | undefined {
  const { table } = disturb;
  const known = findByName(before.tables, table);
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

/** The positions of columns, by folded table. */
type Places = ReadonlyMap<string, readonly number[]>;

/** The columns with the same values in two equal runs. */
function steadyPlaces(
  first: DatabaseState,
  last: DatabaseState,
): Places {
  return new Map([...first].map(([key, { columns, rows }]) => {
    const others = last.get(key)?.rows ?? [];
    const values = (list: readonly Row[], at: number) => list.map((row) => row[at]!).sort().join();
    return [key, [...columns.keys()].filter((at) => values(rows, at) === values(others, at))];
  }));
}

/** Whether two states have the same values in these columns, those of the first one by default. */
function isSame(
  left: DatabaseState,
  right: DatabaseState,
  places: Places = new Map([...left].map(([key, { columns }]) => [key, [...columns.keys()]])),
): boolean {
  const lines = (rows: readonly Row[], places: readonly number[]) =>
    rows.map((row) => places.map((at) => row[at]).join("\0")).sort().join("\n");
  return [...places].every(([key, places]) =>
    lines(left.get(key)?.rows ?? [], places) === lines(right.get(fold(key))?.rows ?? [], places)
  );
}
