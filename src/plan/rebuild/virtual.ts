import type { Change } from "../../diff/change.ts";
import type { VirtualTable } from "../../schema/snapshot.ts";
import { configTable, copiedColumns } from "../../schema/text/virtual_options.ts";
import { quoteName, sameName } from "../../sql/names.ts";
import { asideName } from "../renames.ts";
import type { PlanRequest } from "../request.ts";
import type { WorkStep } from "../step.ts";

/**
 * The steps for virtual tables, which cannot be altered: one with its own rows is set aside and copied,
 * any other is recreated; both with its settings. Rebuilds are numbered from `firstRebuild`.
 */
export function virtualSteps(
  request: PlanRequest,
  { firstRebuild, taken }: { readonly firstRebuild: number; readonly taken: string[] },
): WorkStep[] {
  return request.changes.flatMap((change, index): WorkStep[] => {
    const because = [change];
    if (change.kind === "drop" && change.object.kind === "virtual-table") {
      return [{ kind: "drop", object: change.object, restored: false, because }];
    }
    if (change.kind === "create" && change.object.kind === "virtual-table") {
      return [{ kind: "create", object: change.object, role: "new", because }];
    }
    if (change.kind !== "replace") return [];
    const { before, after } = change;
    if (before.kind !== "virtual-table" || after.kind !== "virtual-table") return [];
    const moved = request.renames.find((it) => isRenamedByRecreation(it, change));
    const name = moved?.before ?? before.name;
    const reasons = moved === undefined ? because : [moved, change];
    const columns = copiedColumns(before, after);
    const isConfigured = before.module === "fts5" && after.module === "fts5";
    const recreated: WorkStep[] = [
      { kind: "drop", object: { ...before, name }, restored: false, because: reasons },
      { kind: "create", object: after, role: "new", because },
    ];
    if (columns.length === 0 && !isConfigured) return recreated;
    const aside = asideName(name, taken);
    if (columns.length === 0) {
      return [
        { kind: "keep-settings", table: name, aside },
        ...recreated,
        { kind: "configure", from: aside, to: after.name },
      ];
    }
    const rebuilt = { name, after, columns, isConfigured, aside, because: reasons };
    return rebuiltSteps(rebuilt, firstRebuild + index);
  });
}

/** Whether a virtual table gets its new name by being recreated, not by a rename. */
export function isRenamedByRecreation(rename: Change, change: Change): boolean {
  return rename.kind === "rename-table" && change.kind === "replace" &&
    change.after.kind === "virtual-table" && sameName(rename.after, change.after.name);
}

interface RebuiltTable {
  readonly name: string;
  readonly after: VirtualTable;
  readonly columns: readonly string[];
  /** Whether it may have settings to copy. */
  readonly isConfigured: boolean;
  readonly aside: string;
  readonly because: readonly Change[];
}

function rebuiltSteps(
  { name, after, aside, because, isConfigured, ...copy }: RebuiltTable,
  rebuild: number,
): WorkStep[] {
  const columns = ["rowid", ...copy.columns.map(quoteName)];
  const to = after.name;
  return [
    { kind: "set-aside", table: name, aside, replacement: to, because, rebuild },
    { kind: "create", object: after, role: "rebuilt", rebuild },
    ...(isConfigured
      ? [{ kind: "configure", from: configTable(aside), to, rebuild } as const]
      : []),
    {
      kind: "copy",
      from: aside,
      to,
      reads: [],
      columns: columns.map((column) => ({ column, value: column })),
      source: quoteName(aside),
      references: [],
      orAbort: false,
      carriesSequence: false,
      rebuild,
    },
  ];
}
