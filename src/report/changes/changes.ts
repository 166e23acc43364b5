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
import type { StyledLine } from "../style.ts";
import { differingLines } from "./differing_lines.ts";

/**
 * Changes for people, as lines, grouped by object in the order tables, virtual tables, indexes,
 * views, triggers: `+` is added, `-` dropped, `~` changed.
 */
export function changeLines(changes: readonly Change[]): StyledLine[] {
  return changeGroups(changes).flatMap(({ mark, title, parts }) => [
    { style: STYLES[mark], text: `${mark} ${title}` },
    ...parts.map((part) => ({ style: STYLES[part.mark], text: `  ${part.mark} ${part.phrase}` })),
  ]);
}

const STYLES = { "+": "added", "~": "changed", "-": "dropped" } as const;

/** Whether something is added, dropped or changed. */
export type ChangeMark = "+" | "-" | "~";

/** The changes of one object. */
export interface ChangeGroup {
  readonly mark: ChangeMark;
  /** The object in words close to SQL: `index i on t UNIQUE (a)` if it is new. */
  readonly title: string;
  /**
   * The changes of its parts, in such words too: `column bio TEXT`. The parts of an object that is
   * replaced are the lines of its SQL.
   */
  readonly parts: readonly PartChange[];
}

/** A change of a part of an object, such as a column. */
export interface PartChange {
  readonly mark: ChangeMark;
  readonly phrase: string;
}

/** Changes grouped by object, in the order tables, virtual tables, indexes, views, triggers. */
export function changeGroups(changes: readonly Change[]): ChangeGroup[] {
  const groups = new Map<string, Group>();
  for (const group of changes.map(groupOf)) {
    const key = `${group.mark} ${group.kind} ${fold(group.name)}`;
    const { detail, parts } = groups.get(key) ?? { detail: "", parts: [] };
    groups.set(key, {
      ...group,
      detail: detail + group.detail,
      parts: [...parts, ...group.parts],
    });
  }
  return [...groups.values()].sort(inOrder).map(({ mark, kind, name, detail, parts }) => ({
    mark,
    title: `${kind.replace("-", " ")} ${quoteName(name)}${detail}`,
    parts,
  }));
}

/** The changes of one object, with the facts by which they are sorted. */
interface Group extends Pick<ChangeGroup, "mark" | "parts"> {
  readonly kind: SchemaObject["kind"];
  readonly name: string;
  /** The text after the name, with the space or colon before it. */
  readonly detail: string;
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
  const inTable = (name: string, ...parts: readonly PartChange[]): Group => ({
    kind: "table",
    name,
    mark: "~",
    detail: "",
    parts,
  });
  return match(change)
    .returnType<Group>()
    .with({ kind: "create" }, ({ object }) => created(object))
    .with({ kind: "drop" }, ({ object: { kind, name } }) => ({
      kind,
      name,
      mark: "-",
      detail: "",
      parts: [],
    }))
    .with({ kind: "replace" }, ({ before, after }) => ({
      kind: after.kind,
      name: after.name,
      mark: "~",
      detail: "table" in after ? ` on ${quoteName(after.table)}` : "",
      parts: differingLines(before.sql, after.sql).map(({ mark, line }) => part(mark, line)),
    }))
    .with({ kind: "rename-table" }, ({ before, after }) => ({
      ...inTable(after),
      detail: `, was ${quoteName(before)}`,
    }))
    .with(
      { kind: "rename-column" },
      ({ table, before, after }) =>
        inTable(table, part("~", `column ${quoteName(after)}, was ${quoteName(before)}`)),
    )
    .with(
      { kind: "add-column" },
      ({ table, column }) => inTable(table, part("+", `column ${columnPhrase(column)}`)),
    )
    .with(
      { kind: "drop-column" },
      ({ table, column }) => inTable(table, part("-", `column ${quoteName(column.name)}`)),
    )
    .with(
      { kind: "alter-column" },
      (it) => inTable(it.table, part("~", `column ${alteration(it)}`)),
    )
    .with(
      { kind: "add-constraint" },
      ({ table, constraint }) =>
        inTable(table, part("+", shortenLists(constraintPhrase(constraint)))),
    )
    .with(
      { kind: "drop-constraint" },
      ({ table, constraint }) =>
        inTable(table, part("-", shortenLists(constraintPhrase(constraint)))),
    )
    .with(
      { kind: "alter-options" },
      ({ table, options }) =>
        inTable(table, ...options.map((option) => part("~", OPTIONS[option]))),
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
      parts: [
        ...table.columns.map((column) => part("+", `column ${columnPhrase(column)}`)),
        ...constraintsOf(table).map((constraint) =>
          part("+", shortenLists(constraintPhrase(constraint)))
        ),
      ],
    }))
    .with({ kind: "index" }, (index) => ({
      ...group,
      detail: ` on ${quoteName(index.table)} ${indexPhrase(index)}`,
      parts: [],
    }))
    .with({ kind: "trigger" }, (trigger) => ({
      ...group,
      detail: ` on ${quoteName(trigger.table)} ${triggerPhrase(trigger)}`.trimEnd(),
      parts: [],
    }))
    .with({ kind: "virtual-table" }, (table) => ({
      ...group,
      detail: ` ${modulePhrase(table)}`,
      parts: [],
    }))
    .with({ kind: "view" }, () => ({ ...group, detail: "", parts: [] }))
    .exhaustive();
}

function part(mark: ChangeMark, phrase: string): PartChange {
  return { mark, phrase };
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
