import { affinityIn } from "../../schema/constraints/affinity.ts";
import { type KeyOf, keysBetween, referencesOwnRow } from "../../schema/constraints/circles.ts";
import { changesChildren, mayHoldNull, referencedColumns } from "../../schema/constraints/keys.ts";
import { components } from "../../schema/dependencies/order.ts";
import {
  canSetNull,
  defaultsToNull,
  isComputedFrom,
  mayViolateCheck,
} from "../../schema/constraints/settable.ts";
import { findByName, type Table } from "../../schema/snapshot.ts";
import { quoteName, sameName } from "../../sql/names.ts";
import type { ReleaseStep } from "../step.ts";
import { columnBefore, type OldTable } from "./members.ts";

/** How the references between rows of old tables are removed. */
export interface Releases {
  /** The tables in an order in which they can then be dropped. */
  readonly order: readonly OldTable[];
  readonly steps: readonly ReleaseStep[];
  /** Whether a CHECK could refuse the new values. */
  readonly mayViolateCheck: boolean;
  /** Foreign keys that refuse every change and every deletion of a row that they reference. */
  readonly refused: readonly KeyOf[];
}

/**
 * The values to set in old tables that reference each other, so that dropping one changes no row of another:
 * a column of each foreign key with an action becomes NULL, or unique in every row. Keys that cannot be
 * released determine the order of the drops: child before parent. If checks cannot be ignored, none may
 * refuse the new values; a generated column may only where there is no other way.
 * https://www.sqlite.org/foreignkeys.html#fk_actions
 */
export function releasesOf(tables: readonly OldTable[], ignoresChecks: boolean): Releases {
  const isOffered = (choice: Choice) => ignoresChecks || !choice.mayViolateCheck;
  const safe = releasesBy((choice) => isOffered(choice) && !choice.mayCollide, tables);
  return safe.refused.length === 0 ? safe : releasesBy(isOffered, tables);
}

function releasesBy(
  isOffered: (choice: Choice) => boolean,
  tables: readonly OldTable[],
): Releases {
  const inside = keysBetween(tables.map((it) => it.before)).filter((it) => !referencesOwnRow(it));
  const first = chooseFor(inside.filter(acts), inside, isOffered);
  // A key without an action on delete can still prevent the release of another one.
  const { chosen, left } = first.left.every((it) => isHarmless(it, inside))
    ? first
    : chooseFor(inside, inside, isOffered);
  const ordering = left.filter((it) => acts(it) && !isHarmless(it, inside));
  const parents = (old: OldTable) =>
    ordering.filter(({ child }) => child === old.before).flatMap(({ key }) =>
      tables.filter(({ before }) => sameName(before.name, key.references.table))
    );
  const order = components(tables, parents).toReversed();
  const stuck = order.filter((component) => component.length > 1).flat();
  return {
    order: order.flat(),
    steps: stepsOf(chosen, tables, inside),
    mayViolateCheck: chosen.some((it) => it.mayViolateCheck),
    refused: ordering.filter(({ child, key }) =>
      sameName(key.references.table, child.name) || stuck.some(({ before }) => before === child)
    ),
  };
}

/**
 * Whether the key changes its rows when their parents are deleted. RESTRICT only refuses that, and while
 * foreign keys are deferred only at the end: tested with SQLite 3.39, 3.53 and libSQL.
 */
function acts({ key: { onDelete } }: KeyOf): boolean {
  return changesChildren(onDelete);
}

/** Chooses columns, the safest first, until no more keys can be released. */
function chooseFor(
  keys: readonly KeyOf[],
  inside: readonly KeyOf[],
  isOffered: (choice: Choice) => boolean,
) {
  const chosen: Choice[] = [];
  while (true) {
    const unreleased = (list: readonly KeyOf[]) =>
      list.filter((key) => !chosen.some(({ releases }) => releases.includes(key)));
    const left = unreleased(keys);
    const others = unreleased(inside);
    const [best] = left.flatMap((it) => choicesFor(it, others)).filter(isOffered)
      .toSorted((one, other) => one.cost - other.cost);
    if (best === undefined) return { chosen, left };
    chosen.push(best);
  }
}

/** A column of an old table, and the value for all of its rows. */
interface Choice {
  readonly child: Table;
  readonly column: string;
  /** As SQL. */
  readonly value: string;
  /** The keys that then reference nothing. */
  readonly releases: readonly KeyOf[];
  /** How much could refuse it. */
  readonly cost: number;
  readonly mayViolateCheck: boolean;
  /** Whether a column generated from it may become NULL or equal in several rows, and must not. */
  readonly mayCollide: boolean;
}

/** The columns of the key that can be set, given the keys that are not released yet. */
function choicesFor(wanted: KeyOf, unreleased: readonly KeyOf[]): Choice[] {
  const { child, key } = wanted;
  return key.columns.flatMap((column): Choice[] => {
    const own = findByName(child.columns, column);
    if (own === undefined || own.generated !== undefined) return [];
    const following = followers(child, column, unreleased);
    const releases = unreleased.filter((it) =>
      it.child === child && it.key.columns.some((name) => sameName(name, column)) &&
      !keepsUp(it, column, following)
    );
    if (!releases.includes(wanted)) return [];
    const isComputed = isComputedFrom(child, column);
    const values = [
      ...(mayHoldNull(child, column) && !isComputed ? ["NULL"] : []),
      uniqueValue(child, own.type),
    ];
    return values.filter((value) => following.every((it) => canFollow(it, value)))
      .map((value): Choice => ({
        child,
        column,
        value,
        releases,
        cost: (following.length > 0 ? 2 : 0) + (value === "NULL" ? 0 : 1),
        mayViolateCheck: mayViolateCheck(child, [column], value) ||
          following.some((it) => mayViolateCheck(it.child, it.key.columns, value)),
        mayCollide: isComputed ||
          following.some((it) => it.key.columns.some((name) => isComputedFrom(it.child, name))),
      }));
  });
}

/** Whether the parent gets the same value as the column, so that the row still references it. */
function keepsUp({ key }: KeyOf, column: string, following: readonly KeyOf[]): boolean {
  return following.some((it) => {
    if (it.key.onUpdate !== "cascade" || !sameName(it.child.name, key.references.table)) {
      return false;
    }
    const place = key.columns.findIndex((name) => sameName(name, column));
    const target = referencedColumns(key, it.child)[place] ?? "";
    return it.key.columns.some((name) => sameName(name, target));
  });
}

/** The keys with an action when the column changes, including those that a cascade reaches. */
function followers(table: Table, column: string, unreleased: readonly KeyOf[]): KeyOf[] {
  const found = new Set<KeyOf>();
  const changed = [{ table, column }];
  for (const { table: parent, column: name } of changed) {
    for (const it of unreleased) {
      const place = sameName(it.key.references.table, parent.name)
        ? referencedColumns(it.key, parent).findIndex((other) => sameName(other, name))
        : -1;
      if (place < 0 || found.has(it)) continue;
      found.add(it);
      if (it.key.onUpdate === "cascade") {
        changed.push({ table: it.child, column: it.key.columns[place] ?? "" });
      }
    }
  }
  return [...found];
}

/** A value that no other row has and that references nothing; the chance of a collision is 2^-64. */
function uniqueValue(table: Table, type: string): string {
  const affinity = affinityIn(table, type);
  if (affinity === "text") return "hex(randomblob(16))";
  return affinity === "blob" ? "randomblob(16)" : "random()";
}

/** Whether the rows that reference a column accept its new value. */
function canFollow({ child, key }: KeyOf, value: string): boolean {
  switch (key.onUpdate) {
    case "no action":
    case "restrict":
      return true;
    case "cascade":
      return value !== "NULL" || canSetNull(child, key);
    case "set null":
      return canSetNull(child, key);
    case "set default":
      return defaultsToNull(child, key) && canSetNull(child, key);
  }
}

/** Whether the ON DELETE action of the key does no harm. */
function isHarmless({ child, key }: KeyOf, inside: readonly KeyOf[]): boolean {
  if (key.onDelete !== "set null" && key.onDelete !== "set default") return true;
  const following = key.columns.flatMap((column) => followers(child, column, inside));
  return (key.onDelete === "set null" || defaultsToNull(child, key)) && canSetNull(child, key) &&
    !mayViolateCheck(child, key.columns, "NULL") && following.every((it) => canFollow(it, "NULL"));
}

/**
 * The steps, one for consecutive choices of the same table. Columns that other rows reference have their own
 * step: they are set when the rows released before no longer follow.
 */
function stepsOf(
  choices: readonly Choice[],
  tables: readonly OldTable[],
  inside: readonly KeyOf[],
): ReleaseStep[] {
  const steps: ReleaseStep[] = [];
  for (const { child, column, value } of choices) {
    const old = tables.find((it) => it.before === child)!;
    const { aside } = old;
    const set = { column: quoteName(columnBefore(old, column)), value };
    const last = steps.at(-1);
    const joins = last?.aside === aside && followers(child, column, inside).length === 0;
    const columns = joins ? [...last.columns, set] : [set];
    steps.splice(joins ? -1 : steps.length, 1, { kind: "release", aside, columns });
  }
  return steps;
}
