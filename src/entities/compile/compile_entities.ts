import type { Result } from "../../base/result.ts";
import type { Casing } from "../casing.ts";
import type { CompiledEntities } from "./compile.ts";
import type { Exported } from "../describe_all.ts";

/** How entities are compiled. */
export interface CompileOptions {
  /** How columns without a name of their own are called; as they are written without it. */
  readonly casing?: Casing;
}

/**
 * The DDL that entities make, readable and the same for the same entities: tables with parents
 * before children, then virtual tables, views and triggers, in the order given where nothing else
 * decides. Takes a list, or a module: `import * as schema from "./schema.ts"`. What is nothing of a
 * schema is passed over. Fails with `entities/duplicate-name`, `entities/no-such-table` and all
 * else that keeps it from being a schema.
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
  // What compiles is only loaded for the first schema: the entry point is part of every start.
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
