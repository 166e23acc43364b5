import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Migration } from "../../migrations/directory.ts";
import { fingerprint } from "../../schema/facts.ts";
import { objectsOf, type SchemaSnapshot } from "../../schema/snapshot.ts";
import { replay } from "../../shadow/replay/replay.ts";
import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { writesRows } from "../../sql/statement_kinds.ts";
import { type Statement, statementsIn } from "../../sql/statements.ts";
import { nameOf } from "../../sql/token_names.ts";
import type { AppliedHistory } from "../applied_history.ts";

/** What changes if a migration that precedes applied ones is run after them. */
export type OrderEffect =
  | { readonly kind: "none" }
  /** One of the orders does not run, or the history is not that of the folder. */
  | { readonly kind: "unknown"; readonly reason: readonly Diagnostic[] }
  /** The schema that new databases get, and the one that it leads to here. */
  | { readonly kind: "schema"; readonly inOrder: SchemaSnapshot; readonly late: SchemaSnapshot }
  /** Possibly the rows: one writes to a table that the other names. */
  | { readonly kind: "rows" };

/** Whether a migration that precedes applied ones has the same result when run after them. */
export async function isIndependent(id: string, history: AppliedHistory): Promise<boolean> {
  return (await orderEffect(id, history)).kind === "none";
}

/**
 * Compares both orders of a migration and the applied ones that it precedes: the schemas that they
 * lead to and, if either writes rows, the tables that the other names.
 */
export async function orderEffect(id: string, history: AppliedHistory): Promise<OrderEffect> {
  const { migrations, applied, ...how } = history;
  const place = migrations.findIndex((it) => it.id === id);
  const late = migrations[place];
  const byId = new Map(migrations.map((it) => [it.id, it]));
  const done = applied.map((it) => byId.get(it));
  if (late === undefined || done.some((it) => it === undefined)) {
    return { kind: "unknown", reason: [] };
  }
  const overtook = migrations.slice(place + 1).filter((it) => applied.includes(it.id));
  const inFolder = migrations.filter((it) => it === late || applied.includes(it.id));
  const [one, other] = [
    await replay([...done as Migration[], late], undefined, how),
    await replay(inFolder, undefined, how),
  ];
  if (!one.ok || !other.ok) {
    return { kind: "unknown", reason: [one, other].flatMap((it) => it.ok ? [] : it.diagnostics) };
  }
  const schemas = [one.value.snapshot, other.value.snapshot] as const;
  const [left, right] = await Promise.all(schemas.map(fingerprint));
  if (left !== right) return { kind: "schema", late: schemas[0], inOrder: schemas[1] };
  const names = namesIn(schemas);
  const [own, others] = [touched([late], names), touched(overtook, names)];
  const meets = meet(own.written, others.named) || meet(others.written, own.named);
  return { kind: meets ? "rows" : "none" };
}

/**
 * The tables and views that migrations name in statements that rows can depend on, and those to
 * which they write rows.
 */
interface Touched {
  readonly named: ReadonlySet<string>;
  readonly written: ReadonlySet<string>;
}

function touched(migrations: readonly Migration[], known: ReadonlySet<string>): Touched {
  const named = new Set<string>();
  const written = new Set<string>();
  for (const { source } of migrations) {
    for (const statement of statementsIn(source)) {
      if (commutes(statement)) continue;
      const writes = writesRows(statement);
      for (const token of statement.tokens) {
        const name = nameOf(token);
        if (name === undefined || !known.has(name)) continue;
        named.add(name);
        if (writes) written.add(name);
      }
    }
  }
  return { named, written };
}

/**
 * Whether statements that write rows have the same effect before and after it: it changes no row, and no later
 * one violates what it adds.
 */
function commutes(statement: Statement): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "alter"
    ? outline.action.kind === "add-column"
    : outline.kind === "create" && outline.object === "index" && !outline.isUnique;
}

function namesIn(schemas: readonly SchemaSnapshot[]): ReadonlySet<string> {
  return new Set(schemas.flatMap(objectsOf).map(({ name }) => fold(name)));
}

function meet(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return [...left].some((name) => right.has(name));
}
