import type { ObjectKind } from "../../sql/outline.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { changedTable, createsFilled } from "../../sql/statement_kinds.ts";
import type { Statement } from "../../sql/statements.ts";

/** The object that a CREATE statement creates, if that is its only effect. */
export interface Creation {
  readonly kind: ObjectKind;
  /** Folded. */
  readonly name: string;
}

/** A statement of a schema and what it creates; undefined if it has any other effect. */
export interface DdlStatement {
  readonly statement: Statement;
  readonly creation: Creation | undefined;
}

/**
 * The statements of a schema in an order in which they can run, whatever order they are written in:
 * tables first if every statement creates an object; otherwise, a statement for a table that is
 * created further down moves to just after that. SQLite's internal tables, such as
 * `sqlite_sequence` in the output of `.schema`, are left out.
 */
export function ddlOrder<Item extends DdlStatement>(statements: readonly Item[]): readonly Item[] {
  const own = statements.filter((it) => !isOfEngine(it));
  const byKind = Map.groupBy(own, ({ creation }) => creation?.kind);
  return byKind.has(undefined)
    ? movedAfterTables(own)
    : KINDS.flatMap((kind) => byKind.get(kind) ?? []);
}

/** The object that a statement creates, if it does only that: no temporary object, and no rows. */
export function creationOf(statement: Statement): Creation | undefined {
  const outline = outlineOf(statement);
  if (outline.kind !== "create" || outline.isTemporary || createsFilled(statement)) {
    return undefined;
  }
  const { object, name: { name } } = outline;
  return { kind: object === "virtual-table" ? "table" : object, name };
}

const KINDS: readonly ObjectKind[] = ["table", "index", "view", "trigger"];

/** Whether the engine creates this table itself and refuses any other attempt. */
function isOfEngine({ statement, creation }: DdlStatement): boolean {
  const name = creation?.name ?? neededTable(statement) ?? "";
  return name.startsWith("sqlite_") && /^sqlite_(?:sequence|stat\d)$/.test(name);
}

/** The statements, with those moved down that precede the table they need. */
function movedAfterTables<Item extends DdlStatement>(statements: readonly Item[]): readonly Item[] {
  const places = new Map<string, number>();
  statements.forEach(({ creation }, index) => {
    const isSource = creation?.kind === "table" || creation?.kind === "view";
    if (isSource && !places.has(creation.name)) places.set(creation.name, index);
  });
  const waiting = new Map<number, Item[]>();
  const ordered: Item[] = [];
  statements.forEach((item, index) => {
    const table = neededTable(item.statement);
    const place = table === undefined ? undefined : places.get(table);
    if (place !== undefined && place > index) {
      const others = waiting.get(place) ?? [];
      others.push(item);
      waiting.set(place, others);
      return;
    }
    ordered.push(item);
    waiting.get(index)?.forEach((it) => ordered.push(it));
  });
  return ordered;
}

/** The folded name of the table or view that must exist for the statement. */
function neededTable(statement: Statement): string | undefined {
  const outline = outlineOf(statement);
  switch (outline.kind) {
    case "create":
      return "table" in outline ? outline.table?.name : undefined;
    case "alter":
      return outline.table.name;
    default:
      return changedTable(statement);
  }
}
