import { match } from "../base/match.ts";
import { definitionOf } from "./builder/brand.ts";
import type { NamingOptions } from "./casing.ts";
import type { Definition, Described, Located, Origin, Problem } from "./definition.ts";
import { describeTable } from "./describe/describe_table.ts";
import { describeDrizzle, drizzleNameOf } from "./drizzle/describe.ts";
import type { EntityData } from "./builder/entity.ts";
import type { ObjectData, StatementData, ViewData } from "./builder/objects.ts";
import { sqlText } from "./builder/sql.ts";
import { Undescribable } from "./undescribable.ts";

/** A value that was exported, and where. */
export interface Exported {
  readonly value: unknown;
  readonly origin: Origin;
}

/**
 * The definitions of all values that make a part of a schema, in the order they are given; a value
 * that is exported several times counts once. What is nothing of a schema is passed over, and so are
 * modules with tables of another database beside some for SQLite.
 */
export function describeAll(exported: readonly Exported[], options: NamingOptions): Described {
  const origins = new Map<unknown, Origin[]>();
  for (const { value, origin } of exported) {
    const known = origins.get(value);
    if (known === undefined) origins.set(value, [origin]);
    else known.push(origin);
  }
  const located: Located[] = [];
  const problems: Problem[] = [];
  for (const [value, places] of origins) {
    try {
      const definition = describe(value, options);
      if (definition !== undefined) located.push({ definition, origins: places });
    } catch (error) {
      problems.push({ ...problemOf(error, nameOf(value)), origins: places });
    }
  }
  return { located, problems: withoutOtherDialects(problems, located) };
}

/**
 * The problems without those of modules that hold tables of another database alone, where others hold
 * what is for SQLite: a project that runs on several databases keeps a module for each.
 */
function withoutOtherDialects(
  problems: readonly Problem[],
  located: readonly Located[],
): readonly Problem[] {
  const own = new Set(located.flatMap(({ origins }) => origins.map(({ url }) => url)));
  if (own.size === 0) return problems;
  return problems.filter(({ slug, origins }) =>
    slug !== "other-database" || origins.every(({ url }) => own.has(url))
  );
}

/** The definition of a value, or undefined when it is nothing of a schema. */
function describe(value: unknown, options: NamingOptions): Definition | undefined {
  const defined = definitionOf(value);
  if (defined === undefined) return describeDrizzle(value, options);
  const { casing } = options;
  return match(
    defined as EntityData | ViewData | ObjectData<"trigger" | "virtual-table"> | StatementData,
  )
    .returnType<Definition | undefined>()
    .with({ kind: "entity" }, (it) => describeTable(it, options))
    .with({ kind: "view" }, ({ kind, name, columns, query }) => ({
      kind,
      name,
      columns,
      query: sqlText(query, casing),
    }))
    .with({ kind: "trigger" }, { kind: "virtual-table" }, ({ kind, name, body }) => ({
      kind,
      name,
      body: sqlText(body, casing),
    }))
    .with({ kind: "statement" }, ({ kind, sql }) => ({ kind, sql: sqlText(sql, casing) }))
    // A column, an index or a piece of SQL that is exported by itself is for other files to use.
    .otherwise(() => undefined);
}

/** What a table or a view is called, for a message about it. */
function nameOf(value: unknown): string {
  const named = definitionOf(value) as { readonly name?: string } | undefined;
  return named?.name ?? drizzleNameOf(value) ?? "";
}

function problemOf(error: unknown, name: string): Omit<Problem, "origins"> {
  if (error instanceof Undescribable) return error.problem;
  const words = error instanceof Error ? error.message : String(error);
  return {
    slug: "threw",
    message: `Cannot define "${name}": ${words}`,
    hint: "Check the functions passed to it: options, references",
    thrown: error,
  };
}
