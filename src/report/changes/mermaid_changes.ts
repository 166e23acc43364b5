import { match } from "../../base/match.ts";
import type { AlterColumn, Change } from "../../diff/change.ts";
import { constraintPhrase } from "../../diff/constraint_phrase.ts";
import { describeChange } from "../../diff/describe.ts";
import type { Sides } from "../../diff/difference.ts";
import { constraintFacts } from "../../schema/facts.ts";
import {
  type Column,
  findByName,
  type ForeignKey,
  type SchemaObject,
  type Table,
} from "../../schema/snapshot.ts";
import { fold, sameName } from "../../sql/names.ts";
import { columnAttribute, entity, relations } from "../schema/mermaid.ts";
import { mermaidAttribute, mermaidComment } from "../schema/mermaid_text.ts";
import { facetPhrase, indexPhrase, modulePhrase, triggerPhrase } from "../schema/phrases.ts";
import { compareText } from "../../base/compare_text.ts";

/**
 * Changes as a Mermaid entity-relationship diagram: each affected table or view, with its change in
 * the label and those of its parts in comments, so that no colour is needed. Comments at the top
 * list all changes as text. Ends with a line break.
 */
export function renderMermaidChanges(changes: readonly Change[], sides: Sides): string {
  const owners = Map.groupBy(changes, (change) => fold(ownerOf(change)));
  const groups = [...owners].sort(([left], [right]) => compareText(left, right))
    .map(([, own]) => own);
  const lines = [
    "erDiagram",
    ...changes.map((change) => mermaidComment(describeChange(change))),
    ...groups.flatMap((own) => entityOf(own, sides)),
    ...groups.flatMap((own) => relationsOf(own, sides)),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** The table or view at which a change is shown, by its name afterwards. */
function ownerOf(change: Change): string {
  return match(change)
    .returnType<string>()
    .with({ kind: "create" }, { kind: "drop" }, ({ object }) => holderOf(object))
    .with({ kind: "replace" }, ({ after }) => holderOf(after))
    .with({ kind: "rename-table" }, ({ after }) => after)
    .otherwise(({ table }) => table);
}

function holderOf(object: SchemaObject): string {
  return "table" in object ? object.table : object.name;
}

/** All changes of one table or view as an entity. */
function entityOf(changes: readonly Change[], sides: Sides): string[] {
  const name = ownerOf(changes[0]!);
  const table = findByName(sides.desired.tables, name) ?? findByName(sides.current.tables, name);
  const columns = table === undefined ? [] : columnsOf(table, changes, sides);
  return entity(
    name,
    [...columns, ...changes.flatMap(partOf)],
    `${name} (${wholeChangeOf(changes)})`,
  );
}

/** The change of the table or view as a whole. */
function wholeChangeOf(changes: readonly Change[]): string {
  const fates = changes.flatMap((change): string[] => {
    if (change.kind === "rename-table") return [`was ${change.before}`];
    if (change.kind === "create" && isOwner(change.object)) {
      return [`${kindOf(change.object)}added`];
    }
    if (change.kind === "drop" && isOwner(change.object)) {
      return [`${kindOf(change.object)}dropped`];
    }
    if (change.kind === "replace" && isOwner(change.after)) {
      return [`${kindOf(change.after)}changed`];
    }
    return [];
  });
  return fates.length === 0 ? "changed" : fates.join(", ");
}

function isOwner(object: SchemaObject): boolean {
  return !("table" in object);
}

function kindOf({ kind }: SchemaObject): string {
  return kind === "table" ? "" : `${kind.replace("-", " ")} `;
}

/** The columns afterwards, then the dropped ones. */
function columnsOf(table: Table, changes: readonly Change[], sides: Sides): string[] {
  const gone = changes.flatMap((it) => it.kind === "drop-column" ? [it.column] : []);
  const snapshot = findByName(sides.desired.tables, table.name) ? sides.desired : sides.current;
  return [
    ...table.columns.map((column) => {
      const mark = markOf(column, changes);
      return columnAttribute(column, table, { snapshot, mark });
    }),
    ...gone.map((column) =>
      columnAttribute(column, { ...table, constraints: [] }, { snapshot, mark: "dropped" })
    ),
  ];
}

function markOf(column: Column, changes: readonly Change[]): string {
  const marks = changes.flatMap((change): string[] => {
    switch (change.kind) {
      case "add-column":
        return sameName(change.column.name, column.name) ? ["added"] : [];
      case "rename-column":
        return sameName(change.after, column.name) ? [`was ${change.before}`] : [];
      case "alter-column":
        return sameName(change.after.name, column.name) ? [`changed: ${alteration(change)}`] : [];
      default:
        return [];
    }
  });
  return marks.join(", ");
}

function alteration({ before, after, facets }: AlterColumn): string {
  return facets.map((facet) => {
    const [from, to] = [facetPhrase(facet, before), facetPhrase(facet, after)];
    return `${from || "nothing"} → ${to || "nothing"}`;
  }).join(", ");
}

/** A change of anything but a column as a row of its own: the kind, the change, the text. */
function partOf(change: Change): string[] {
  const row = (kind: string, fate: string, comment: string) => [
    mermaidAttribute(kind.replace("-", "_"), fate, { comment }),
  ];
  switch (change.kind) {
    case "create":
      return isOwner(change.object) ? [] : row(change.object.kind, "added", phrase(change.object));
    case "drop":
      return isOwner(change.object)
        ? []
        : row(change.object.kind, "dropped", phrase(change.object));
    case "replace":
      return isOwner(change.after) ? [] : row(change.after.kind, "changed", phrase(change.after));
    case "add-constraint":
      return row(change.constraint.kind, "added", constraintPhrase(change.constraint));
    case "drop-constraint":
      return row(change.constraint.kind, "dropped", constraintPhrase(change.constraint));
    case "alter-options":
      return row("table", "changed", change.options.join(", "));
    default:
      return [];
  }
}

function phrase(object: SchemaObject): string {
  return match(object)
    .returnType<string>()
    .with({ kind: "index" }, (it) => `${it.name} ${indexPhrase(it)}`)
    .with({ kind: "trigger" }, (it) => `${it.name} ${triggerPhrase(it)}`.trimEnd())
    .with({ kind: "virtual-table" }, (it) => `${it.name} ${modulePhrase(it)}`)
    .with({ kind: "table" }, { kind: "view" }, ({ name }) => name)
    .exhaustive();
}

/** The relations of a table, each with its change. */
function relationsOf(changes: readonly Change[], { current, desired }: Sides): string[] {
  const name = ownerOf(changes[0]!);
  const [had, has] = [findByName(current.tables, name), findByName(desired.tables, name)];
  if (has === undefined) return had === undefined ? [] : relations(had, current, () => "dropped");
  const added = new Set(keysIn(changes, "add-constraint").map(constraintFacts));
  const dropped = keysIn(changes, "drop-constraint");
  return [
    ...relations(has, desired, (key) => added.has(constraintFacts(key)) ? "added" : ""),
    ...relations({ ...has, constraints: dropped }, desired, () => "dropped"),
  ];
}

/** The foreign keys that are added or dropped. */
function keysIn(
  changes: readonly Change[],
  kind: "add-constraint" | "drop-constraint",
): ForeignKey[] {
  return changes.flatMap((change) =>
    change.kind === kind && change.constraint.kind === "foreign-key" ? [change.constraint] : []
  );
}
