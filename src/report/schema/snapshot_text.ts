import { match } from "../../base/match.ts";
import { constraintPhrase } from "../../diff/constraint_phrase.ts";
import type { Index, SchemaSnapshot, Trigger } from "../../schema/snapshot.ts";
import { quoteName } from "../../sql/names.ts";
import {
  type Belongings,
  belongingsIn,
  belongingsOfOthers,
  type Owner,
  ownersIn,
} from "./belongings.ts";
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
 * The schema for people: each table and view with its parts, separated by blank lines, then the
 * indexes and triggers on tables that are not part of it. Ends with a line break, `""` for an empty
 * schema.
 */
export function renderSnapshotText(snapshot: SchemaSnapshot): string {
  const belongingsOf = belongingsIn(snapshot);
  const blocks = ownersIn(snapshot).map((owner) => [
    ...headLines(owner),
    ...belongingLines(belongingsOf(owner.name), () => "").map((line) => `  ${line}`),
  ]);
  const others = belongingLines(
    belongingsOfOthers(snapshot),
    ({ table }) => ` on ${quoteName(table)}`,
  );
  return [...blocks, others].filter((lines) => lines.length > 0).map(visibleLines).join("\n");
}

function headLines(owner: Owner): string[] {
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

/** Indexes and triggers, each with its `place` after the name. */
function belongingLines(
  { indexes, triggers }: Belongings,
  place: (object: Index | Trigger) => string,
): string[] {
  return [
    ...indexes.map((index) =>
      `index ${quoteName(index.name)}${place(index)} ${indexPhrase(index)}`
    ),
    ...triggers.map((trigger) =>
      `trigger ${quoteName(trigger.name)}${place(trigger)} ${triggerPhrase(trigger)}`.trimEnd()
    ),
  ];
}
