import type { Replace } from "../../diff/change.ts";
import type { VirtualTable } from "../../schema/snapshot.ts";
import { copiedColumns } from "../../schema/virtual_options.ts";
import { quoteName } from "../../sql/names.ts";
import { asideName } from "../renames.ts";
import { namesOf, type PlanRequest } from "../request.ts";
import type { WorkStep } from "../step.ts";

/**
 * The steps for virtual tables, which cannot be altered: one with rows of its own is set aside and
 * copied, any other is created again. Rebuilds are numbered from `firstRebuild`.
 */
export function virtualSteps(request: PlanRequest, firstRebuild: number): WorkStep[] {
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
      return copied({ ...change, before, after, columns }, request, firstRebuild + index);
    }
    return [
      { kind: "drop", object: before, restored: false, because },
      { kind: "create", object: after, role: "new", because },
    ];
  });
}

interface Copied extends Replace {
  readonly before: VirtualTable;
  readonly after: VirtualTable;
  readonly columns: readonly string[];
}

function copied(change: Copied, request: PlanRequest, rebuild: number): WorkStep[] {
  const { before, after } = change;
  const aside = asideName(before.name, namesOf(request));
  const columns = ["rowid", ...change.columns.map(quoteName)];
  const because = request.changes.filter((it) =>
    it.kind === "replace" && it.before === before && it.after === after
  );
  return [
    {
      kind: "set-aside",
      table: before.name,
      aside,
      replacement: after.name,
      because,
      rebuild,
    },
    { kind: "create", object: after, role: "rebuilt", because: [], rebuild },
    {
      kind: "copy",
      from: aside,
      to: after.name,
      columns: columns.map((column) => ({ column, value: column })),
      source: quoteName(aside),
      references: [],
      insists: false,
      carriesSequence: false,
      because: [],
      rebuild,
    },
  ];
}
