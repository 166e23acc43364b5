import { affinityIn } from "../../schema/affinity.ts";
import { isInKey, mayHoldNull, referencedColumns, uniqueKeysOf } from "../../schema/keys.ts";
import { mentions } from "../../schema/mentions.ts";
import { findByName, type ForeignKey, type Table } from "../../schema/snapshot.ts";
import { fold, quoteName, sameName } from "../../sql/names.ts";
import type { ReleaseStep } from "../step.ts";
import { type KeyOf, keysInside } from "./keys.ts";
import { columnBefore, type OldTable } from "./members.ts";

/** What makes the rows of old tables stop referencing each other. */
export interface Releases {
  readonly steps: readonly ReleaseStep[];
  /** Whether a CHECK might refuse a row that is about to go. */
  readonly mayViolateCheck: boolean;
  /** Foreign keys that refuse every change and every deletion of a row that they reference. */
  readonly refused: readonly KeyOf[];
}

/**
 * What to set in old tables that reference each other, so that dropping one acts on no row of another:
 * a column of each foreign key that has an action gets NULL, or a value of its own in every row. A key
 * is left alone while setting its column would itself be refused by a key that was not released yet.
 * https://www.sqlite.org/foreignkeys.html#fk_actions
 */
export function releasesOf(tables: readonly OldTable[]): Releases {
  const inside = keysInside(tables.map((it) => it.before)).filter((it) => !referencesOwnRow(it));
  const unreleased = new Set(inside);
  const chosen: Choice[] = [];
  const isReleased = ({ child, key }: KeyOf) =>
    chosen.some((it) =>
      it.child === child && key.columns.some((name) => sameName(name, it.column))
    );
  for (let size = -1; size !== unreleased.size;) {
    size = unreleased.size;
    for (const it of unreleased) {
      if (it.key.onDelete === "no action" && !isReleased(it)) continue;
      const choice = isReleased(it) ? undefined : choiceFor(it, [...unreleased]);
      if (choice !== undefined) chosen.push(choice);
      if (isReleased(it)) unreleased.delete(it);
    }
  }
  const left = [...unreleased].filter(({ key }) => key.onDelete !== "no action");
  return {
    steps: stepsOf(chosen, tables),
    mayViolateCheck: chosen.some((it) => it.mayViolateCheck),
    refused: left.filter((it) => !isHarmless(it)),
  };
}

/** Whether a row can reference no row but itself, by the very columns that the key is made of. */
function referencesOwnRow({ child, key }: KeyOf): boolean {
  const columns = referencedColumns(key, child);
  return sameName(key.references.table, child.name) &&
    key.columns.every((name, index) => sameName(name, columns[index] ?? ""));
}

/** A column of an old table, and what all of its rows get there. */
interface Choice {
  readonly child: Table;
  readonly column: string;
  /** As SQL. */
  readonly value: string;
  readonly mayViolateCheck: boolean;
}

/** The best column of the key to set; none where the keys that reference it would refuse that. */
function choiceFor({ child, key }: KeyOf, unreleased: readonly KeyOf[]): Choice | undefined {
  const choices = key.columns.flatMap((name) => {
    const column = findByName(child.columns, name);
    if (column === undefined || column.generated !== undefined) return [];
    const following = unreleased.filter((it) =>
      sameName(it.key.references.table, child.name) &&
      referencedColumns(it.key, child).some((it) => sameName(it, name))
    );
    const values = [
      ...(mayHoldNull(child, name) && !isComputedFrom(child, name) ? ["NULL"] : []),
      uniqueValue(child, column.type),
    ];
    return values.filter((value) => following.every((it) => canFollow(it, value)))
      .map((value) => ({ column: name, value, following }));
  });
  const cost = ({ following, value }: typeof choices[number]) =>
    (following.length > 0 ? 2 : 0) + (value === "NULL" ? 0 : 1);
  const best = choices.toSorted((left, right) => cost(left) - cost(right))[0];
  return best && {
    child,
    column: best.column,
    value: best.value,
    mayViolateCheck: isChecked(child, [best.column]) ||
      best.following.some((it) => isChecked(it.child, it.key.columns)),
  };
}

/** A value that no other row has and that references nothing, but for a chance of one in 2^64. */
function uniqueValue(table: Table, type: string): string {
  const affinity = affinityIn(table, type);
  if (affinity === "text") return "hex(randomblob(16))";
  return affinity === "blob" ? "randomblob(16)" : "random()";
}

/** Whether the rows that reference a column can follow when it is set to that. */
function canFollow({ child, key }: KeyOf, value: string): boolean {
  switch (key.onUpdate) {
    case "no action":
      return true;
    case "restrict":
      return false;
    case "cascade":
      return value !== "NULL" || takesNull(child, key);
    case "set null":
      return takesNull(child, key);
    case "set default":
      return defaultsToNull(child, key) && takesNull(child, key);
  }
}

/** Whether the action that the key has on delete can be left to do what it does. */
function isHarmless({ child, key }: KeyOf): boolean {
  switch (key.onDelete) {
    case "no action":
    case "cascade":
      return true;
    case "restrict":
      return false;
    case "set null":
      return takesNull(child, key);
    case "set default":
      return defaultsToNull(child, key) && takesNull(child, key);
  }
}

function takesNull(child: Table, { columns }: ForeignKey): boolean {
  return columns.every((name) => mayHoldNull(child, name) && !isComputedFrom(child, name)) &&
    !isChecked(child, columns);
}

function defaultsToNull({ columns }: Table, key: ForeignKey): boolean {
  return key.columns.every((name) => (findByName(columns, name)?.default ?? "null") === "null");
}

/** The column and what is computed from it, folded. */
function affected({ columns }: Table, names: readonly string[]): Set<string> {
  const all = new Set(names.map(fold));
  for (let size = -1; size !== all.size;) {
    size = all.size;
    for (const { name, generated } of columns) {
      if (generated && [...mentions(generated.expression)].some((it) => all.has(it))) {
        all.add(fold(name));
      }
    }
  }
  return all;
}

/** Whether what is computed from the column must be there, or must differ from row to row. */
function isComputedFrom(table: Table, name: string): boolean {
  const computed = affected(table, [name]);
  computed.delete(fold(name));
  const isKey = (column: string) =>
    isInKey(table, column) ||
    uniqueKeysOf(table, []).some((key) =>
      key.terms.some((term) => sameName(term.column ?? "", column))
    );
  return table.columns.some((column) =>
    computed.has(fold(column.name)) && (column.notNull !== undefined || isKey(column.name))
  );
}

function isChecked(table: Table, names: readonly string[]): boolean {
  const all = affected(table, names);
  return table.constraints.some((constraint) =>
    constraint.kind === "check" &&
    [...mentions(constraint.expression)].some((name) => all.has(name))
  );
}

/** One step for neighbours of one table. */
function stepsOf(choices: readonly Choice[], tables: readonly OldTable[]): ReleaseStep[] {
  const steps: ReleaseStep[] = [];
  for (const { child, column, value } of choices) {
    const old = tables.find((it) => it.before === child)!;
    const set = { column: quoteName(columnBefore(old, column)), value };
    const last = steps.at(-1);
    const columns = last?.aside === old.aside ? [...last.columns, set] : [set];
    steps.splice(
      last?.aside === old.aside ? -1 : steps.length,
      1,
      { kind: "release", aside: old.aside, columns, because: [] },
    );
  }
  return steps;
}
