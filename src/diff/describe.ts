import { match } from "../base/match.ts";
import type { Change, ColumnFacet, TableConstraint, TableOption } from "./change.ts";
import type { Column, SchemaObject } from "../schema/snapshot.ts";

/** The change as a sentence without a period: `Add column "bio" to "users"`. */
export function describeChange(change: Change): string {
  return match(change)
    .returnType<string>()
    .with({ kind: "create" }, ({ object }) => `Create ${describeObject(object)}`)
    .with({ kind: "drop" }, ({ object }) => `Drop ${describeObject(object)}`)
    .with({ kind: "replace" }, ({ after }) => `Change ${describeObject(after)}`)
    .with({ kind: "rename-table" }, (it) => `Rename table "${it.before}" to "${it.after}"`)
    .with(
      { kind: "rename-column" },
      (it) => `Rename column "${it.before}" of "${it.table}" to "${it.after}"`,
    )
    .with({ kind: "add-column" }, (it) => `Add column "${it.column.name}" to "${it.table}"`)
    .with({ kind: "drop-column" }, (it) => `Drop column "${it.column.name}" of "${it.table}"`)
    .with(
      { kind: "alter-column" },
      (it) =>
        `Change ${list(it.facets.map((facet) => describeFacet(facet, it.before, it.after)))} of ` +
        `column "${it.after.name}" of "${it.table}"`,
    )
    .with(
      { kind: "add-constraint" },
      (it) => `Add ${describeConstraint(it.constraint)} to "${it.table}"`,
    )
    .with(
      { kind: "drop-constraint" },
      (it) => `Drop ${describeConstraint(it.constraint)} of "${it.table}"`,
    )
    .with(
      { kind: "alter-options" },
      (it) => `Change ${list(it.options.map((option) => OPTION_NAMES[option]))} of "${it.table}"`,
    )
    .exhaustive();
}

/** The object in words: `index "users_email"`. */
export function describeObject(object: SchemaObject): string {
  return `${object.kind.replace("-", " ")} "${object.name}"`;
}

/** The constraint in words: `the foreign key (author_id) to "users"`. */
export function describeConstraint(constraint: TableConstraint): string {
  const terms = (list: readonly { column?: string; expression?: string }[]) =>
    list.map((term) => term.column ?? term.expression).join(", ");
  return match(constraint)
    .returnType<string>()
    .with({ kind: "primary-key" }, (it) => `the primary key (${terms(it.terms)})`)
    .with({ kind: "unique" }, (it) => `the unique constraint on (${terms(it.terms)})`)
    .with({ kind: "check" }, (it) => `the check (${it.expression})`)
    .with(
      { kind: "foreign-key" },
      (it) => `the foreign key (${it.columns.join(", ")}) to "${it.references.table}"`,
    )
    .exhaustive();
}

const OPTION_NAMES: Record<TableOption, string> = {
  "strict": "STRICT",
  "without-rowid": "WITHOUT ROWID",
  "random-rowid": "RANDOM ROWID",
  "column-order": "the order of the columns",
  "other": "the definition",
};

function describeFacet(facet: ColumnFacet, before: Column, after: Column): string {
  const turn = (from: string, to: string) => `(${from} → ${to})`;
  return match(facet)
    .returnType<string>()
    .with("type", () => `the type ${turn(before.type || "none", after.type || "none")}`)
    .with("not-null", () => `NOT NULL ${turn(nullability(before), nullability(after))}`)
    .with(
      "default",
      () => `the default ${turn(before.default ?? "none", after.default ?? "none")}`,
    )
    .with(
      "collation",
      () => `the collation ${turn(before.collation ?? "binary", after.collation ?? "binary")}`,
    )
    .with("generated", () => `the expression ${turn(generation(before), generation(after))}`)
    .exhaustive();
}

function nullability(column: Column): string {
  if (column.notNull === undefined) return "may be NULL";
  const { conflict } = column.notNull;
  return conflict === "abort" ? "NOT NULL" : `NOT NULL ON CONFLICT ${conflict.toUpperCase()}`;
}

function generation({ generated }: Column): string {
  return generated === undefined
    ? "not generated"
    : `${generated.expression} ${generated.stored ? "STORED" : "VIRTUAL"}`;
}

function list(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
