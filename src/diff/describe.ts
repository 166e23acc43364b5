import { match } from "../base/match.ts";
import { both } from "../base/word_lists.ts";
import type { Column, SchemaObject } from "../schema/snapshot.ts";
import { shortenLists } from "../sql/shorten_lists.ts";
import type { AlterColumn, Change, ColumnFacet, TableOption } from "./change.ts";
import { conflictPhrase, constraintPhrase } from "./constraint_phrase.ts";

/**
 * A change in words, without a final period: `Add column "bio" to "users"`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { type Change, describeChange } from "penumbra";
 *
 * const change: Change = { kind: "rename-table", before: "people", after: "users" };
 * assert.equal(describeChange(change), 'Rename table "people" to "users"');
 * ```
 */
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
      describeAlterColumn,
    )
    .with(
      { kind: "add-constraint" },
      (it) => `Add ${shortenLists(constraintPhrase(it.constraint))} to "${it.table}"`,
    )
    .with(
      { kind: "drop-constraint" },
      (it) => `Drop ${shortenLists(constraintPhrase(it.constraint))} of "${it.table}"`,
    )
    .with(
      { kind: "alter-options" },
      (it) => `Change ${both(it.options.map((option) => OPTION_NAMES[option]))} of "${it.table}"`,
    )
    .exhaustive();
}

/** The object in words: `index "users_email"`. */
export function describeObject(object: SchemaObject): string {
  return `${object.kind.replace("-", " ")} "${object.name}"`;
}

const OPTION_NAMES: Record<TableOption, string> = {
  "strict": "STRICT",
  "without-rowid": "WITHOUT ROWID",
  "random-rowid": "RANDOM ROWID",
  "column-order": "the order of the columns",
  "other": "the definition",
};

/** A change of NOT NULL is described separately, since it is not a change from one value to another. */
function describeAlterColumn({ table, before, after, facets }: AlterColumn): string {
  const column = `column "${after.name}" of "${table}"`;
  const turned = facets.filter((facet) => facet !== "not-null")
    .map((facet) => describeFacet(facet, before, after));
  const change = `Change ${both(turned)} of ${column}`;
  if (turned.length === facets.length) return change;
  const { notNull } = after;
  const kind = notNull === undefined ? "" : `NOT NULL${conflictPhrase(notNull)}`;
  if (turned.length > 0) return `${change} and ${kind ? `make it ${kind}` : "allow NULL"}`;
  return kind ? `Make ${column} ${kind}` : `Allow NULL in ${column}`;
}

function describeFacet(
  facet: Exclude<ColumnFacet, "not-null">,
  before: Column,
  after: Column,
): string {
  const turn = (from: string, to: string) => `(${from} → ${to})`;
  return match(facet)
    .returnType<string>()
    .with("type", () => `the type ${turn(before.type || "none", after.type || "none")}`)
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

function generation({ generated }: Column): string {
  return generated === undefined
    ? "not generated"
    : `${shortenLists(generated.written ?? generated.expression)} ${
      generated.stored ? "STORED" : "VIRTUAL"
    }`;
}
