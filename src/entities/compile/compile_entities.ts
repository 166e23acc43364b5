import type { Result } from "../../base/result.ts";
import type { Casing } from "../casing.ts";
import type { CompiledEntities } from "./compile.ts";
import type { Exported } from "../describe_all.ts";

/** Options of `compileEntities`. */
export interface CompileOptions {
  /** How keys of columns become names in the database. Default `"as-written"`. */
  readonly casing?: Casing;
}

/**
 * The DDL of entities and Drizzle tables: formatted SQL, the same for the same input. Takes a list of them, or a
 * whole module such as `import * as schema from "./schema.ts"`; values that are not part of a schema are ignored.
 *
 * Tables come first, parents before children, then virtual tables, views and triggers; otherwise the given order is
 * kept. The SQL is not run: use `loadSchema` for that. Fails with a diagnostic for everything that is wrong, such as
 * `entities/duplicate-name` or `entities/no-such-table`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { compileEntities, entity, id, text } from "penumbra";
 *
 * const users = entity("users", { id: id(), name: text().notNull() });
 *
 * const ddl = await compileEntities([users]);
 * assert(ddl.ok);
 * assert.equal(ddl.value.text, `CREATE TABLE users (
 *   id INTEGER PRIMARY KEY,
 *   name TEXT NOT NULL
 * );
 * `);
 * ```
 */
export async function compileEntities(
  entities: Iterable<unknown> | Readonly<Record<string, unknown>>,
  options: CompileOptions = {},
): Promise<Result<CompiledEntities>> {
  // The compiler is only loaded for the first schema: the entry point is part of every start.
  const [{ describeAll }, { compileDescribed }] = await Promise.all([
    import("../describe_all.ts"),
    import("./compile.ts"),
  ]);
  const exported = isIterable(entities)
    ? [...entities].map((value, index) => exportedAs(String(index), value))
    : Object.entries(entities).map(([name, value]) => exportedAs(name, value));
  const described = describeAll(exported, { casing: options.casing ?? "as-written" });
  return compileDescribed(described, { name: "entities", locate: () => undefined });
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}

function exportedAs(exportName: string, value: unknown): Exported {
  return { value, origin: { url: "", exportName } };
}
