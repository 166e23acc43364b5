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

/** An exported value, and where it is exported. */
export interface Exported {
  readonly value: unknown;
  readonly origin: Origin;
}

/**
 * The definitions of all values that are part of a schema, in the given order; a value that is exported
 * several times counts once. Other values are ignored, and so are modules with tables for other
 * databases if there are some for SQLite.
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
      const lost = nameOf(value);
      problems.push({ ...problemOf(error, lost), lost, origins: places });
    }
  }
  return { located, problems: withoutOtherDialects(problems, located) };
}

/**
 * The problems without those of modules that only have tables for another database, if other modules have
 * some for SQLite: a project for several databases has a module for each.
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

/** The definition of a value; undefined if it is not part of a schema. */
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
    // A column, an index or a piece of SQL is exported for other files to use.
    .otherwise(() => undefined);
}

/** The name of a table or a view, for messages. */
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
