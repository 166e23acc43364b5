import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { namesIn } from "../../sql/statement_names.ts";
import type { Statement } from "../../sql/statements.ts";
import { isWord } from "../../sql/tokens.ts";
import { objectsOf, type SchemaObject, type SchemaSnapshot } from "../snapshot.ts";
import { Catalog } from "../dependencies/catalog.ts";
import { reachIn } from "./reached_objects.ts";

/**
 * The objects that the statements can change or that must exist: on a database with only these
 * objects, they have the same effect on the schema. Sorted like `objectsOf`.
 */
export function scopeOf(
  snapshot: SchemaSnapshot,
  statements: readonly Statement[],
): SchemaObject[] {
  const all = objectsOf(snapshot);
  if (all.length === 0) return [];
  const { scope } = reachIn(new Catalog(all), statements);
  return all.filter((object) => scope.has(object));
}

/** The folded names of the tables and views to which the statements can write rows. */
export function writtenBy(
  snapshot: SchemaSnapshot,
  statements: readonly Statement[],
): ReadonlySet<string> {
  return reachIn(new Catalog(objectsOf(snapshot)), statements).written;
}

/**
 * The tables named in the definitions of the statements, which these may reference from now on:
 * their rows are the parents of rows written later. Sorted like `objectsOf`.
 */
export function parentsNamedIn(
  { tables }: SchemaSnapshot,
  statements: readonly Statement[],
): SchemaObject[] {
  const defining = statements.filter((statement) =>
    ["create", "alter"].includes(outlineOf(statement).kind) &&
    statement.tokens.some((token) => isWord(token, "references"))
  );
  const names = new Set(defining.flatMap((statement) => [...namesIn(statement)]));
  return tables.filter(({ name }) => names.has(fold(name)));
}
