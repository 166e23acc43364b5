import { createdBy } from "../../diff/change.ts";
import { findByName, type Index, type Table } from "../../schema/snapshot.ts";
import { circularTables } from "../../schema/constraints/circles.ts";
import { fold, sameName } from "../../sql/names.ts";
import { objectChanges, type PlanRequest } from "../request.ts";
import type { CreateStep, DropStep, WorkStep } from "../step.ts";
import { copyStep } from "./copy.ts";
import { type KeyNeeds, keyNeeds } from "./keys.ts";
import type { Member, OldTable, SetAside } from "./members.ts";

/** The steps that rebuild tables, up to dropping the old ones. */
export interface Rebuild {
  readonly steps: readonly WorkStep[];
  readonly keys: KeyNeeds;
}

/**
 * The steps that set tables aside, create their replacements under their own names, and copy the rows. Old
 * indexes keep their names, so those whose names are needed again are dropped first. New temporary names
 * are added to `names`.
 * https://www.sqlite.org/lang_altertable.html#otheralter
 */
export function rebuildSteps(work: PlanRequest & SetAside, names: Set<string>): Rebuild {
  const { members, retired, desired } = work;
  const old = [...members, ...retired];
  const gone = oldIndexes(work);
  const remaining = (table: Table) =>
    indexesOf(table, work).filter((index) => !gone.some(({ object }) => object === index));
  const keys = keyNeeds(work, { remaining, names });
  const rebuildOf = (table: string) => work.rebuilds.get(fold(table)) ?? 0;
  const meanwhile = old.filter((table) => isRebuild(table, work));
  const first = old.length === 0 ? 0 : rebuildOf(old[0]!.before.name);
  return {
    keys,
    steps: [
      ...old.map((table): WorkStep => ({
        kind: "set-aside",
        table: table.name,
        aside: table.aside,
        ...replacementOf(table, members),
        because: table.because,
        rebuild: isRebuild(table, work) ? rebuildOf(table.before.name) : undefined,
      })),
      ...gone,
      ...members.map(({ after }): CreateStep => ({
        kind: "create",
        object: after,
        role: "rebuilt",
        rebuild: rebuildOf(after.name),
      })),
      ...[...keys.lasting, ...keys.passing].map((placeholder): WorkStep => ({
        kind: "add-placeholder",
        placeholder,
        rebuild: placeholder.kind === "index" ? rebuildOf(placeholder.table) : first,
      })),
      ...members.map((member) =>
        copyStep(member, { old: meanwhile, rebuild: rebuildOf(member.after.name) })
      ),
      ...keys.passing.map((placeholder): WorkStep => ({
        kind: "drop-placeholder",
        placeholder,
        rebuild: placeholder.kind === "index" ? rebuildOf(placeholder.table) : first,
      })),
      ...desired.indexes.flatMap((index): CreateStep[] => {
        const member = members.find(({ after }) => sameName(after.name, index.table));
        if (member === undefined) return [];
        const because = objectChanges(index, work);
        return [{
          kind: "create",
          object: index,
          role: because.length > 0 ? "new" : "rebuilt",
          servesCopies: keys.early.has(index),
          because,
          rebuild: rebuildOf(index.table),
        }];
      }),
    ],
  };
}

function replacementOf(table: OldTable, members: readonly Member[]) {
  const member = members.find((it) => it === table);
  return member && { replacement: member.after.name, parent: member.parent };
}

/** Whether the table is set aside for a rebuild; others are dropped, as late as possible. */
function isRebuild({ before }: OldTable, { members, rebuilds }: SetAside): boolean {
  const rebuild = rebuilds.get(fold(before.name));
  return members.some(({ after }) => rebuilds.get(fold(after.name)) === rebuild);
}

function indexesOf({ name }: Table, { renamed }: PlanRequest): Index[] {
  return renamed.indexes.filter((index) => sameName(index.table, name));
}

/**
 * The indexes of old tables that must be dropped before these: their names are needed again, or they could
 * refuse the values that rows of tables in a circle get before they are dropped.
 */
function oldIndexes(work: PlanRequest & SetAside): DropStep[] {
  const old = [...work.members, ...work.retired];
  const created: readonly { readonly name: string }[] = [
    ...work.renames.flatMap((it) => it.kind === "rename-table" ? [{ name: it.after }] : []),
    ...work.changes.flatMap((change) => createdBy(change) ?? [])
      .filter((object) => object.kind !== "trigger"),
    ...work.desired.indexes.filter((index) =>
      work.members.some(({ after }) => sameName(after.name, index.table))
    ),
  ];
  const released = circularTables(old.map((it) => it.before));
  return old.flatMap((table) =>
    indexesOf(table.before, work).filter((index) =>
      findByName(created, index.name) !== undefined ||
      (index.unique && released.includes(table.before))
    ).map((object): DropStep => ({
      kind: "drop",
      object,
      restored: false,
      because: objectChanges(object, work),
      rebuild: isRebuild(table, work) ? work.rebuilds.get(fold(table.before.name)) : undefined,
    }))
  );
}
