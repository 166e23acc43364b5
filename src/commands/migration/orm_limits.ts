import type { Diagnostic } from "../../base/diagnostic.ts";
import { shellWords } from "../../base/shell_words.ts";
import type { Change } from "../../diff/change.ts";
import { describeObject } from "../../diff/describe.ts";
import type { SchemaObject } from "../../schema/snapshot.ts";

/**
 * A warning if the schema of an ORM drops an object that no ORM can express: most likely it was
 * never in that schema. SQL and our own entities can express it, so there the drop is intended.
 */
export function droppedByOrm(
  changes: readonly Change[],
  { schema, hasDrizzle }: {
    /** The sources as given. */
    readonly schema: readonly string[];
    readonly hasDrizzle: boolean;
  },
): Diagnostic[] {
  const isOrm = (name: string) => /^command:/.test(name) || (hasDrizzle && !/\.sql$/i.test(name));
  if (schema.length === 0 || !schema.every(isOrm)) return [];
  const dropped = changes.flatMap((change) =>
    change.kind === "drop" && change.object.kind !== "table" && isBeyond(change.object)
      ? [describeObject(change.object)]
      : []
  );
  if (dropped.length === 0) return [];
  const sources = shellWords([...schema, "extra.sql"].flatMap((name) => ["--schema", name]));
  return [{
    code: "plan/beyond-orm",
    severity: "warning",
    message: `The schema does not contain ${dropped.join(", ")}, so the migration drops ${
      dropped.length === 1 ? "it" : "them"
    }: an ORM cannot express triggers and virtual tables`,
    hint: `To keep ${dropped.length === 1 ? "it" : "them"}, write the CREATE statements into ` +
      `extra.sql and name that too: ${sources}`,
  }];
}

/** A note for a new object that Drizzle Kit's snapshots cannot represent, once, when it is created. */
export function unknownToDrizzle(changes: readonly Change[]): Diagnostic[] {
  const created = changes.flatMap((change) =>
    change.kind === "create" && isBeyond(change.object) ? [describeObject(change.object)] : []
  );
  if (created.length === 0) return [];
  return [{
    code: "migrations/unknown-to-drizzle",
    severity: "note",
    message: `The snapshot of Drizzle Kit cannot describe ${created.join(", ")}`,
    hint:
      "Let penumbra write every migration that rebuilds a table: drizzle-kit would lose these silently",
  }];
}

function isBeyond(object: SchemaObject): boolean {
  if (object.kind === "table") return object.strict || object.withoutRowid;
  return object.kind === "trigger" || object.kind === "virtual-table";
}
