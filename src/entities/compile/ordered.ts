import { components } from "../../schema/dependencies/order.ts";
import { mentions } from "../../schema/dependencies/mentions.ts";
import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { significant, tokenize } from "../../sql/tokens.ts";
import type { Definition, TableDefinition, ViewDefinition } from "../definition.ts";

/** A definition with anything else. */
export interface Holder {
  readonly definition: Definition;
}

/**
 * The definitions in an order in which they can be created: tables, parents first; statements, first those
 * that create a table; virtual tables; views after what they read from; triggers. Otherwise the given
 * order is kept.
 */
export function ordered<Held extends Holder>(held: readonly Held[]): Held[] {
  const ofKind = (kind: Definition["kind"]) =>
    held.filter(({ definition }) => definition.kind === kind);
  const statements = ofKind("statement");
  return [
    ...inOrder(ofKind("table"), (it) => parentsOf(it as TableDefinition)),
    ...statements.filter(createsTable),
    ...ofKind("virtual-table"),
    ...statements.filter((it) => !createsTable(it)),
    ...inOrder(ofKind("view"), (it) => [...mentions((it as ViewDefinition).query)]),
    ...ofKind("trigger"),
  ];
}

function createsTable({ definition }: Holder): boolean {
  if (definition.kind !== "statement") return false;
  const outline = outlineOf({ tokens: significant(tokenize(definition.sql)) });
  return outline.kind === "create" && outline.object === "table";
}

/** The folded names of the tables that a table references. */
function parentsOf({ columns, constraints }: TableDefinition): string[] {
  const references = [
    ...columns.flatMap((column) => column.references),
    ...constraints.filter((it) => it.kind === "foreign-key"),
  ];
  return references.flatMap(({ target }) => target.kind === "table" ? fold(target.table) : []);
}

function inOrder<Held extends Holder>(
  held: readonly Held[],
  needs: (definition: Definition) => readonly string[],
): Held[] {
  const byName = new Map(held.map((it) => [nameOf(it.definition), it]));
  return components(
    held,
    ({ definition }) => needs(definition).flatMap((name) => byName.get(name) ?? []),
  ).flat();
}

function nameOf(definition: Definition): string {
  return definition.kind === "statement" ? "" : fold(definition.name);
}
