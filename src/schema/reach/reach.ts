import type { AlterOutline } from "../../sql/outline.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { onlyAddsRows } from "../../sql/statement_kinds.ts";
import { namesIn } from "../../sql/statement_names.ts";
import type { Statement } from "../../sql/statements.ts";

/**
 * How far the effects of a statement reach from its object:
 * - "names": it only adds something, or reads; the names in it must resolve.
 * - "owned": its object is dropped, with everything that belongs to it.
 * - "texts": it may rewrite whatever mentions its object, and compiles that again.
 * - "drop": a table is dropped with its rows, what belongs to it and, through foreign keys, rows
 * elsewhere.
 * - "rows-here": it adds rows or changes some, which fires triggers.
 * - "rows": it changes or deletes rows, here and, through foreign keys and triggers, elsewhere.
 */
export type ReachKind = "names" | "owned" | "texts" | "drop" | "rows-here" | "rows";

/** The objects of a statement, and how far its effects reach from there. */
export interface Reach {
  readonly kind: ReachKind;
  /** The folded names of what it changes. */
  readonly changed: ReadonlySet<string>;
  /** The folded names of what else must exist. */
  readonly found: ReadonlySet<string>;
  /** The folded name of the only column it changes; undefined if it changes more. */
  readonly column?: string;
  /** Whether the SQL of a table that references the changed one can change too. */
  readonly rewritesChildren: boolean;
}

/**
 * How far the effects of a statement reach in a schema, beyond what its text says it does to rows
 * (`statement_kinds.ts`). Errs on the side of too far.
 */
export function reachOf(statement: Pick<Statement, "tokens">): Reach {
  const outline = outlineOf(statement);
  const all = namesIn(statement);
  const reach = (kind: ReachKind, changed: Iterable<string>, found = all): Reach => ({
    kind,
    changed: new Set(changed),
    found,
    rewritesChildren: true,
  });
  switch (outline.kind) {
    case "create": {
      // The parent need not exist, and no other name in a table definition refers to an object.
      const isPlain = outline.object === "table" && !outline.isFilled;
      return reach("names", [], isPlain ? new Set([outline.name.name]) : all);
    }
    case "select":
    case "explain":
    case "pragma":
      return reach("names", []);
    case "transaction":
      return outline.action.startsWith("rollback") ? reach("rows", all) : reach("names", []);
    case "alter":
      return reachOfAlter(outline);
    case "drop":
      return reach(outline.object === "table" ? "drop" : "owned", [outline.name.name]);
    case "delete":
      return reach("rows", [outline.table.name]);
    case "insert":
      return reach(onlyAddsRows(statement) ? "rows-here" : "rows", [outline.table.name]);
    case "update":
      // OR REPLACE deletes rows.
      return reach(outline.conflict === "replace" ? "rows" : "rows-here", [outline.table.name]);
    case "other":
      return reach("rows", all);
  }
}

/** Whether the statement only adds something, or reads. */
export function onlyAdds(statement: Pick<Statement, "tokens">): boolean {
  return reachOf(statement).kind === "names";
}

/** Whether rows may be written or deleted. */
export function reachesRows({ kind }: Reach): boolean {
  return kind === "drop" || kind === "rows-here" || kind === "rows";
}

/** Whether the statement is an ALTER that compiles every view and trigger: any but ADD COLUMN. */
export function compilesAll(statement: Pick<Statement, "tokens">): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "alter" && outline.action.kind !== "add-column";
}

function reachOfAlter({ table: { name }, action }: AlterOutline): Reach {
  const table = new Set([name]);
  const base = { kind: "texts", changed: table, found: table, rewritesChildren: true } as const;
  switch (action.kind) {
    case "add-column":
      return { kind: "names", changed: new Set(), found: table, rewritesChildren: false };
    case "drop-column":
      return { ...base, column: action.column.name, rewritesChildren: false };
    case "drop-constraint":
      return { ...base, rewritesChildren: false };
    case "rename-column":
      return { ...base, column: action.column.name };
    case "rename-table":
      // Whatever reads from the new name is compiled, too.
      return { ...base, changed: new Set([name, action.to.name]) };
    case "alter-column":
    case "add-constraint":
    case "other":
      return base;
  }
}
