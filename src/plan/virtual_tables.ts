import type { VirtualTable } from "../schema/snapshot.ts";
import { holdsRows, isDerived, virtualColumns } from "../schema/virtual_options.ts";
import { sameName } from "../sql/names.ts";
import type { Change } from "../diff/change.ts";
import type { Loss, Step } from "./plan.ts";
import { temporaryName } from "./renames.ts";

/**
 * The steps for virtual tables, which cannot be altered: one with rows of its own is copied into a
 * new one, any other is made again.
 */
export function virtualTableSteps(
  work: { readonly changes: readonly Change[]; readonly taken: readonly string[] },
): Step[] {
  return work.changes.flatMap((change): Step[] => {
    const because = [change];
    if (change.kind === "drop" && change.object.kind === "virtual-table") {
      return [{ kind: "drop", object: change.object, restored: false, because }];
    }
    if (change.kind === "create" && change.object.kind === "virtual-table") {
      return [{ kind: "create", object: change.object, restored: false, because }];
    }
    if (change.kind !== "replace" || change.after.kind !== "virtual-table") return [];
    const { before, after } = change;
    if (before.kind !== "virtual-table") return [];
    const columns = sharedColumns(before, after);
    if (holdsRows(before) && holdsRows(after) && columns.length > 0) {
      const temporary = temporaryName("new", after.name, work.taken);
      return [{ kind: "recreate", before, after, temporaryName: temporary, columns, because }];
    }
    return [
      { kind: "drop", object: before, restored: false, because },
      { kind: "create", object: after, restored: false, because },
    ];
  });
}

/** What of its own rows a virtual table gives up when it becomes another one. */
export function lostWith(before: VirtualTable, after: VirtualTable): Loss[] {
  if (isDerived(before)) return [];
  const shared = sharedColumns(before, after);
  const isCopied = holdsRows(before) && holdsRows(after) && shared.length > 0;
  if (!isCopied) return [{ table: before.name }];
  return virtualColumns(before).filter((name) => !shared.some((it) => sameName(it, name)))
    .map((column) => ({ table: before.name, column }));
}

function sharedColumns(before: VirtualTable, after: VirtualTable): string[] {
  const family = ({ module }: VirtualTable) => /^(fts|rtree)/.exec(module)?.[0] ?? module;
  if (family(before) !== family(after)) return [];
  return virtualColumns(after).filter((name) =>
    virtualColumns(before).some((other) => sameName(name, other))
  );
}
