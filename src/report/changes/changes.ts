import { match, P } from "../../base/match.ts";
import type { AlterColumn, Change, TableOption } from "../../diff/change.ts";
import { constraintPhrase } from "../../diff/constraint_phrase.ts";
import { byName, type SchemaObject } from "../../schema/snapshot.ts";
import { fold, quoteName } from "../../sql/names.ts";
import { shortenLists } from "../../sql/shorten_lists.ts";
import {
  columnPhrase,
  constraintsOf,
  facetPhrase,
  indexPhrase,
  modulePhrase,
  optionsPhrase,
  triggerPhrase,
} from "../schema/phrases.ts";

/**
 * Changes for people, as lines, grouped by object in the order tables, virtual tables, indexes,
 * views, triggers: `+` is added, `-` dropped, `~` changed.
 */
export function changeLines(changes: readonly Change[]): string[] {
  const groups = new Map<string, Group>();
  for (const line of changes.map(groupOf)) {
    const key = `${line.mark} ${line.kind} ${fold(line.name)}`;
    const { detail, inner } = groups.get(key) ?? { detail: "", inner: [] };
    groups.set(key, { ...line, detail: detail + line.detail, inner: [...inner, ...line.inner] });
  }
  return [...groups.values()].sort(inOrder).flatMap((group) => [
    `${group.mark} ${group.kind.replace("-", " ")} ${quoteName(group.name)}${group.detail}`,
    ...group.inner.map((line) => `  ${line}`),
  ]);
}

/** The output for one object: its own line, and lines for its parts. */
interface Group {
  readonly kind: SchemaObject["kind"];
  readonly name: string;
  readonly mark: "+" | "-" | "~";
  /** The text after the name, with the space or colon before it. */
  readonly detail: string;
  readonly inner: readonly string[];
}

const KINDS: readonly SchemaObject["kind"][] = [
  "table",
  "virtual-table",
  "index",
  "view",
  "trigger",
];

function inOrder(left: Group, right: Group): number {
  return KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind) || byName(left, right);
}

function groupOf(change: Change): Group {
  const inTable = (name: string, ...inner: readonly string[]): Group => ({
    kind: "table",
    name,
    mark: "~",
    detail: "",
    inner,
  });
  return match(change)
    .returnType<Group>()
    .with({ kind: "create" }, ({ object }) => created(object))
    .with({ kind: "drop" }, ({ object: { kind, name } }) => ({
      kind,
      name,
      mark: "-",
      detail: "",
      inner: [],
    }))
    .with({ kind: "replace" }, ({ after }) => ({ ...created(after), mark: "~" }))
    .with({ kind: "rename-table" }, ({ before, after }) => ({
      ...inTable(after),
      detail: `, was ${quoteName(before)}`,
    }))
    .with(
      { kind: "rename-column" },
      ({ table, before, after }) =>
        inTable(table, `~ column ${quoteName(after)}, was ${quoteName(before)}`),
    )
    .with(
      { kind: "add-column" },
      ({ table, column }) => inTable(table, `+ column ${columnPhrase(column)}`),
    )
    .with(
      { kind: "drop-column" },
      ({ table, column }) => inTable(table, `- column ${quoteName(column.name)}`),
    )
    .with({ kind: "alter-column" }, (it) => inTable(it.table, `~ column ${alteration(it)}`))
    .with(
      { kind: "add-constraint" },
      ({ table, constraint }) => inTable(table, `+ ${shortenLists(constraintPhrase(constraint))}`),
    )
    .with(
      { kind: "drop-constraint" },
      ({ table, constraint }) => inTable(table, `- ${shortenLists(constraintPhrase(constraint))}`),
    )
    .with(
      { kind: "alter-options" },
      ({ table, options }) => inTable(table, ...options.map((option) => `~ ${OPTIONS[option]}`)),
    )
    .exhaustive();
}

/** A new object: a table with all of its parts, any other in one line. */
function created(object: SchemaObject): Group {
  const group = { kind: object.kind, name: object.name, mark: "+" } as const;
  return match(object)
    .returnType<Group>()
    .with({ kind: "table" }, (table) => ({
      ...group,
      detail: optionsPhrase(table) && ` ${optionsPhrase(table)}`,
      inner: [
        ...table.columns.map((column) => `+ column ${columnPhrase(column)}`),
        ...constraintsOf(table).map((constraint) =>
          `+ ${shortenLists(constraintPhrase(constraint))}`
        ),
      ],
    }))
    .with({ kind: "index" }, (index) => ({
      ...group,
      detail: ` on ${quoteName(index.table)} ${indexPhrase(index)}`,
      inner: [],
    }))
    .with({ kind: "trigger" }, (trigger) => ({
      ...group,
      detail: ` on ${quoteName(trigger.table)} ${triggerPhrase(trigger)}`.trimEnd(),
      inner: [],
    }))
    .with({ kind: "virtual-table" }, (table) => ({
      ...group,
      detail: ` ${modulePhrase(table)}`,
      inner: [],
    }))
    .with({ kind: "view" }, () => ({ ...group, detail: "", inner: [] }))
    .exhaustive();
}

const OPTIONS: Readonly<Record<TableOption, string>> = {
  "strict": "STRICT",
  "without-rowid": "WITHOUT ROWID",
  "random-rowid": "RANDOM ROWID",
  "column-order": "order of columns",
  "other": "definition",
};

/** `age: type TEXT → INTEGER, + NOT NULL` */
function alteration({ before, after, facets }: AlterColumn): string {
  const parts = facets.map((facet) => {
    const [from, to] = [facetPhrase(facet, before), facetPhrase(facet, after)];
    return match([from, to])
      .with(["", P.string], () => `+ ${to}`)
      .with([P.string, ""], () => `- ${from}`)
      .otherwise(() => `${from} → ${to}`);
  });
  return `${quoteName(after.name)}: ${parts.join(", ")}`;
}
