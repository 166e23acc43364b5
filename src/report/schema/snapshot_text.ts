import { match } from "../../base/match.ts";
import { constraintPhrase } from "../../diff/constraint_phrase.ts";
import type { SchemaSnapshot, Table, View, VirtualTable } from "../../schema/snapshot.ts";
import { quoteName, sameName } from "../../sql/names.ts";
import {
  columnPhrase,
  constraintsOf,
  indexPhrase,
  modulePhrase,
  optionsPhrase,
  triggerPhrase,
} from "./phrases.ts";
import { visibleLines } from "../visible.ts";

/**
 * The schema for people: each table and view with its parts, separated by blank lines. Ends with a
 * line break, `""` for an empty schema.
 */
export function renderSnapshotText(snapshot: SchemaSnapshot): string {
  const owners = [...snapshot.tables, ...snapshot.virtualTables, ...snapshot.views];
  return owners.map((owner) => {
    const lines = [...headLines(owner), ...belongings(owner, snapshot)];
    return visibleLines(lines);
  }).join("\n");
}

function headLines(owner: Table | VirtualTable | View): string[] {
  const name = quoteName(owner.name);
  return match(owner)
    .returnType<string[]>()
    .with({ kind: "table" }, (table) => [
      `table ${name} ${optionsPhrase(table)}`.trimEnd(),
      ...table.columns.map((column) => `  ${columnPhrase(column)}`),
      ...constraintsOf(table).map((constraint) => `  ${constraintPhrase(constraint)}`),
    ])
    .with({ kind: "virtual-table" }, (table) => [`virtual table ${name} ${modulePhrase(table)}`])
    .with({ kind: "view" }, () => [`view ${name}`])
    .exhaustive();
}

/** The indexes and triggers on a table or view. */
function belongings(
  { name }: Table | VirtualTable | View,
  { indexes, triggers }: SchemaSnapshot,
): string[] {
  return [
    ...indexes.filter((index) => sameName(index.table, name)).map((index) =>
      `  index ${quoteName(index.name)} ${indexPhrase(index)}`
    ),
    ...triggers.filter((trigger) => sameName(trigger.table, name)).map((trigger) =>
      `  trigger ${quoteName(trigger.name)} ${triggerPhrase(trigger)}`.trimEnd()
    ),
  ];
}
