import { foreignKeysOf, type Index } from "../../schema/snapshot.ts";
import { fold } from "../../sql/names.ts";
import { dropOrder, type TableToDrop } from "./drop_order.ts";
import { pointedBefore } from "../demands/foreign_key_demands.ts";
import { isCircle, parentsFirst, restrictsItself } from "../order.ts";
import {
  type KeyWork,
  missingKeys,
  missingParents,
  parentKeys,
  refusingIndexes,
  type Remaining,
} from "./parent_keys.ts";
import type { DroppedTable, Step } from "../plan.ts";
import { rebuiltTable } from "./rebuilt_table.ts";
import { changesOf } from "../request.ts";

/**
 * One rebuild for tables that need one together, and the dropped ones in their place among them; plain
 * drops where nothing else is to be done. `indexes` are those that are still there.
 */
export function rebuildSteps(work: KeyWork, indexes: readonly Index[]): Step[] {
  const before = [...work.members.map((member) => member.before), ...work.dropped];
  const after = work.members.map((member) => member.after);
  const circular = [...parentsFirst(before), ...parentsFirst(after)].some(isCircle) ||
    before.some(restrictsItself);
  const context = { temporaryNames: work.temporaryNames, indexes, parentKeys: parentKeys(work) };
  const members = work.members.map((member) => rebuiltTable(member, context));
  const replaced = members.flatMap((member) => member.replacedKeys);
  const left = { tables: before, indexes: indexes.filter((index) => !replaced.includes(index)) };
  const order = dropOrder(before);
  const drops = order.map((drop) => droppedTable(drop, { work, left }));
  const parents = missingParents(work);
  const isPlain = parents.length === 0 &&
    drops.every(({ stubborn, refusing }) => stubborn.length + refusing.length === 0);
  if (work.members.length === 0 && !circular && isPlain) {
    return order.map(({ table: object }) => ({
      kind: "drop",
      object,
      restored: false,
      because: changesOf("table", object.name, work),
    }));
  }
  return [{
    kind: "rebuild",
    members,
    drops,
    deferral: circular ? "circle" : mayHoldOrphans(work) ? "orphans" : undefined,
    missingKeys: missingKeys(work),
    missingParents: parents,
    because: [
      ...members.flatMap((member) => member.because),
      ...work.dropped.flatMap((table) => changesOf("table", table.name, work)),
    ],
  }];
}

/** A table that goes, in the names it bears until then. */
function droppedTable(
  drop: TableToDrop,
  { work, left }: { readonly work: KeyWork; readonly left: Remaining },
): DroppedTable {
  const { table, pointedAt, stubborn } = drop;
  const member = work.members.find((it) => it.before === table);
  const columnBefore = (name: string) => member?.columnNames.get(fold(name)) ?? name;
  return {
    name: member?.name ?? table.name,
    lost: member === undefined,
    pointedAt: pointedAt.map((columns) => columns.map(columnBefore)),
    refusing: refusingIndexes(drop, left).map((index) => index.name),
    stubborn: stubborn.map((key) =>
      key.kind === "nowhere" ? { ...key, column: columnBefore(key.column) } : {
        ...key,
        columns: key.columns.map(columnBefore),
        references: key.references.map(columnBefore),
        nullable: key.nullable.map(columnBefore),
      }
    ),
  };
}

/**
 * Whether rows that point nowhere may be there and go along: a key that is new asks for rows that all
 * point somewhere. A server keeps its keys at all times.
 */
function mayHoldOrphans({ members, target }: KeyWork): boolean {
  return (target === "sqlite" || target === "libsql") &&
    members.some(({ before, after }) =>
      foreignKeysOf(after).some((key) => pointedBefore(key, before))
    );
}
