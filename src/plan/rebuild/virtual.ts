import type { Replace } from "../../diff/change.ts";
import type { VirtualTable } from "../../schema/snapshot.ts";
import { copiedColumns } from "../../schema/virtual_options.ts";
import { quoteName } from "../../sql/names.ts";
import { asideName } from "../renames.ts";
import type { PlanRequest } from "../request.ts";
import type { WorkStep } from "../step.ts";

/**
 * The steps for virtual tables, which cannot be altered: one with rows of its own is set aside and
 * copied, any other is created again. Rebuilds are numbered from `firstRebuild`.
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
    const columns = copiedColumns(before, after);
    if (columns.length > 0) {
      const aside = asideName(before.name, taken);
      return copied({ change, before, after, columns, aside }, firstRebuild + index);
    }
    return [
      { kind: "drop", object: before, restored: false, because },
      { kind: "create", object: after, role: "new", because },
    ];
  });
}

interface Copied {
  readonly change: Replace;
  readonly before: VirtualTable;
  readonly after: VirtualTable;
  readonly columns: readonly string[];
  readonly aside: string;
}

function copied(
  { change, before, after, aside, ...copy }: Copied,
  rebuild: number,
): WorkStep[] {
  const columns = ["rowid", ...copy.columns.map(quoteName)];
  const because = [change];
  return [
    {
      kind: "set-aside",
      table: before.name,
      aside,
      replacement: after.name,
      because,
      rebuild,
    },
    { kind: "create", object: after, role: "rebuilt", rebuild },
    {
      kind: "copy",
      from: aside,
      to: after.name,
      reads: [],
      columns: columns.map((column) => ({ column, value: column })),
      source: quoteName(aside),
      references: [],
      insists: false,
      carriesSequence: false,
      rebuild,
    },
  ];
}
