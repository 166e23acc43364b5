import { objectHash } from "../../runner/objects.ts";
import { objectsOf, type SchemaSnapshot } from "../../schema/snapshot.ts";

/** The hash of each object of a schema by its name, as the runner computes them in a database. */
export function objectHashes(snapshot: SchemaSnapshot): ReadonlyMap<string, string> {
  return new Map(
    objectsOf(snapshot).map(({ kind, name, sql }) =>
      objectHash(kind === "virtual-table" ? "table" : kind, name, sql)
    ),
  );
}
