import type { Diagnostic, SourceText, Span } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import type { Casing } from "./casing.ts";
import { checkDefinitions } from "./check_definitions.ts";
import { ddlOf } from "./ddl.ts";
import type { Described, Origin, Problem } from "./definition.ts";
import { describeAll, type Exported } from "./describe.ts";
import { ordered } from "./ordered.ts";

/** DDL that was made from entities. */
export interface CompiledEntities extends SourceText {
  /** Which part of the text was made from what, in order. */
  readonly parts: readonly CompiledPart[];
}

/** A part of the DDL. Offsets are UTF-16 code units into its text, end exclusive. */
export interface CompiledPart {
  readonly startOffset: number;
  readonly endOffset: number;
  /** Where it was written down, as far as that is known. */
  readonly span?: Span | undefined;
}

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
 * ```ts ignore
 * import assert from "node:assert/strict";
 * import { compileEntities, entity, id, text } from "penumbra";
 *
 * const users = entity("users", { id: id(), name: text().notNull() });
 *
 * const ddl = compileEntities([users]);
 * assert(ddl.ok);
 * assert.equal(ddl.value.text, `CREATE TABLE users (
 *   id INTEGER PRIMARY KEY,
 *   name TEXT NOT NULL
 * );
 * `);
 * ```
 */
export function compileEntities(
  entities: Iterable<unknown> | Readonly<Record<string, unknown>>,
  options: CompileOptions = {},
): Result<CompiledEntities> {
  const exported = isIterable(entities)
    ? [...entities].map((value, index) => exportedAs(String(index), value))
    : Object.entries(entities).map(([name, value]) => exportedAs(name, value));
  const described = describeAll(exported, { casing: options.casing ?? "as-written" });
  return compileDescribed(described, { name: "entities", locate: () => undefined });
}

/** How definitions are told of. */
export interface Telling {
  /** What the DDL is called where it has to be shown. */
  readonly name: string;
  /** Where something was written down; with a key, the column that is called so. */
  locate(origins: readonly Origin[], key?: string): Span | undefined;
  /** What to say of what the user's own code threw. */
  explain?(problem: Problem): Diagnostic | undefined;
}

/** The DDL of what has been described, or everything that is wrong with it. */
export function compileDescribed(
  { located, problems }: Described,
  telling: Telling,
): Result<CompiledEntities> {
  const diagnostics = [...problems, ...checkDefinitions(located)].map((problem) =>
    telling.explain?.(problem) ?? diagnosticOf(problem, telling)
  );
  if (diagnostics.length > 0) return fail("unfinished", ...diagnostics);
  let text = "";
  const parts: CompiledPart[] = [];
  for (const { definition, origins } of ordered(located)) {
    if (text !== "") text += "\n";
    const startOffset = text.length;
    text += ddlOf(definition).map((sql) => `${sql};\n`).join("");
    parts.push({ startOffset, endOffset: text.length, span: telling.locate(origins) });
  }
  return succeed({ name: telling.name, text, parts });
}

function diagnosticOf(problem: Problem, telling: Telling): Diagnostic {
  const { slug, message, hint, origins, key } = problem;
  const span = telling.locate(origins, key);
  return {
    code: `entities/${slug}`,
    severity: "error",
    message,
    ...(span && { span }),
    ...(hint !== undefined && { hint }),
  };
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}

function exportedAs(exportName: string, value: unknown): Exported {
  return { value, origin: { url: "", exportName } };
}
