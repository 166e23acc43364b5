import type { Change } from "../../diff/change.ts";
import type { KitRequest } from "../../migrations/drizzle/next_snapshot.ts";
import type { KitSchema } from "../../migrations/drizzle/kit_schema.ts";
import { objectsOf, type SchemaSnapshot, snapshotOf } from "../../schema/snapshot.ts";
import { creationOf } from "../../shadow/load/ddl_order.ts";
import { fold } from "../../sql/names.ts";
import { statementsIn } from "../../sql/statements.ts";
import type { DesiredText } from "../schema/read_desired.ts";
import { isPrinted } from "../schema/schema_part.ts";
import type { ProjectFiles } from "../project/read_project.ts";
import type { ProjectState } from "../project/load_project.ts";

/**
 * The content for Drizzle Kit's snapshot after these changes; undefined for another layout and if
 * nothing changes: the schema of Drizzle's tables if there are any, else that of the DDL. Objects
 * that other sources add to Drizzle's tables are left out.
 */
export async function kitRequest(
  { directory, desired }: ProjectFiles,
  state: ProjectState,
  changes: readonly Change[],
): Promise<KitRequest | undefined> {
  if (directory.layout !== "drizzle" || changes.length === 0) return undefined;
  const renames = changes.filter((it) => it.kind === "rename-table" || it.kind === "rename-column");
  const told = drizzleTables(desired);
  if (told !== undefined) return { schema: told, isExact: true, renames };
  const { kitOfSnapshot } = await import("../../entities/render/kit_of_snapshot.ts");
  return { schema: kitOfSnapshot(printed(desired, state)), isExact: false, renames };
}

/** The output of a program if there are other sources, else the whole schema. */
function printed(desired: DesiredText, { desired: { snapshot } }: ProjectState): SchemaSnapshot {
  const parts = desired.kind === "ddl" ? desired.parts : [];
  const own = parts.filter(isPrinted);
  if (own.length === 0 || own.length === parts.length) return snapshot;
  const names = new Set(
    own.flatMap(statementsIn).flatMap((statement) => creationOf(statement)?.name ?? []),
  );
  return snapshotOf(objectsOf(snapshot).filter(({ name }) => names.has(fold(name))));
}

/**
 * The schema of Drizzle's tables, or undefined if there are none. Modules that import a package are
 * run when they are read, so it is known.
 */
export function drizzleTables(desired: DesiredText): KitSchema | undefined {
  if (desired.kind !== "ddl") return undefined;
  return desired.parts.map((part) => "kit" in part ? part.kit : undefined).find((it) => it);
}
