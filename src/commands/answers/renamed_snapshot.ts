import { type Result, succeed } from "../../base/result.ts";
import type { Rename } from "../../diff/rename.ts";
import { renameColumnSteps, renameTableSteps } from "../../plan/renames.ts";
import { enginesOf, type Target } from "../../base/target.ts";
import { statementsFor } from "../../plan/text/render.ts";
import {
  findByName,
  namesInUse,
  objectsOf,
  type SchemaObject,
  type SchemaSnapshot,
  snapshotOf,
  type Trigger,
  type View,
} from "../../schema/snapshot.ts";
import type { TargetDatabase } from "../../shadow/database/target_options.ts";
import { fold, sameName } from "../../sql/names.ts";
import { splitStatements, type Statement } from "../../sql/statements.ts";
import { snapshotAfter } from "../../shadow/replay/snapshot_after.ts";

/** A schema after its renames. */
export interface RenamedSchema {
  readonly snapshot: SchemaSnapshot;
  /** Objects that stand in the way of the renames and must be dropped first, as they were before. */
  readonly aside: readonly SchemaObject[];
}

/**
 * The schema after these renames, with every index, view, trigger and foreign key rewritten as
 * SQLite does it. Objects with a name that a table will get are set aside, and so are views and
 * triggers that SQLite cannot rewrite: broken ones, and views that read a renamed column through
 * another view.
 * https://www.sqlite.org/lang_altertable.html#altertabrename
 */
export async function renamedSnapshot(
  snapshot: SchemaSnapshot,
  { renames, target, declared }: TargetDatabase & { readonly renames: readonly Rename[] },
): Promise<Result<RenamedSchema>> {
  if (renames.length === 0) return succeed({ snapshot, aside: [] });
  const [engine] = enginesOf(target);
  const aside = new Set(inTheWay(snapshot, renames));
  while (true) {
    for (const trigger of snapshot.triggers) {
      if (isOnSetAsideView(aside, trigger)) aside.add(trigger);
    }
    const beside = snapshotOf(objectsOf(snapshot).filter((object) => !aside.has(object)));
    const after = await snapshotAfter(beside, renameStatements(beside, { renames, target }), {
      engine,
      declared,
    });
    const isBlamed = (object: View | Trigger) =>
      after.ok
        ? after.value.broken.some((it) =>
          it.object.kind === object.kind && sameName(it.object.name, object.name)
        )
        : blames(after.diagnostics[0]!.message, object);
    const blocking = [...beside.views, ...beside.triggers].filter(isBlamed);
    blocking.forEach((object) => aside.add(object));
    if (blocking.length > 0) continue;
    if (!after.ok) return after;
    const all = [...objectsOf(after.value.snapshot), ...aside];
    return succeed({ snapshot: snapshotOf(all), aside: [...aside] });
  }
}

function renameStatements(
  snapshot: SchemaSnapshot,
  { renames, target }: { readonly renames: readonly Rename[]; readonly target: Target },
): readonly Statement[] {
  const tables = renames.filter((rename) => rename.kind === "rename-table");
  const columns = renames.filter((rename) => rename.kind === "rename-column");
  const steps = [
    ...renameTableSteps(tables, namesInUse(snapshot)),
    ...[...Map.groupBy(columns, (rename) => fold(rename.table)).values()].flatMap((list) => {
      const name = tables.find((it) => sameName(it.after, list[0]!.table))?.before ??
        list[0]!.table;
      const taken = findByName(snapshot.tables, name)?.columns.map((column) => column.name) ?? [];
      return renameColumnSteps(list, taken);
    }),
  ];
  const text = steps.flatMap((step) => statementsFor(step, target)).join(";\n");
  const script = splitStatements({ name: "the renames", text });
  if (!script.ok) throw new Error("Generated renames cannot be split");
  return script.value.statements;
}

/** Objects that keep a name that a table will get. Triggers have a namespace of their own. */
function inTheWay(snapshot: SchemaSnapshot, renames: readonly Rename[]): SchemaObject[] {
  const { virtualTables, indexes, views } = snapshot;
  const named = (key: "before" | "after", { name }: SchemaObject) =>
    renames.some((it) => it.kind === "rename-table" && sameName(it[key], name));
  return [...virtualTables.filter((it) => !named("before", it)), ...indexes, ...views]
    .filter((object) => named("after", object));
}

/** Whether the trigger is on a view that is set aside, without which it cannot exist. */
function isOnSetAsideView(aside: Iterable<SchemaObject>, { table }: Trigger): boolean {
  return [...aside].some((object) => object.kind === "view" && sameName(object.name, table));
}

/** Whether the engine's message names the object: `error in view v after rename: …`. */
function blames(message: string, { kind, name }: View | Trigger): boolean {
  return [":", " after rename:"].some((end) => message.includes(`error in ${kind} ${name}${end}`));
}
