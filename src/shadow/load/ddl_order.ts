import { createsFromSelect, objectNameIndex } from "../../schema/text/object_sql.ts";
import type { Statement } from "../../sql/statements.ts";
import { afterSchema, nameOf } from "../../sql/token_names.ts";
import { isWord, type Token } from "../../sql/tokens.ts";

/** The object that a CREATE statement creates, if that is its only effect. */
export interface Creation {
  readonly kind: "table" | "index" | "view" | "trigger";
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
  return own.every(({ creation }) => creation !== undefined)
    ? KINDS.flatMap((kind) => own.filter(({ creation }) => creation?.kind === kind))
    : movedAfterTables(own);
}

/** The object that a statement creates, if it does only that: no temporary object, and no rows. */
export function creationOf({ tokens }: Statement): Creation | undefined {
  if (!isWord(tokens[0], "create") || isWord(tokens[1], "temp", "temporary")) return undefined;
  if (createsFromSelect(tokens)) return undefined;
  const word = tokens.find((token) => isWord(token, ...KINDS))?.text.toLowerCase();
  const kind = KINDS.find((it) => it === word) ?? "table";
  return { kind, name: nameOf(tokens[objectNameIndex(tokens)]) ?? "" };
}

const KINDS: readonly Creation["kind"][] = ["table", "index", "view", "trigger"];

/** Whether the engine creates this table itself and refuses any other attempt. */
function isOfEngine({ statement, creation }: DdlStatement): boolean {
  const name = creation?.name ?? changedTable(statement);
  return /^sqlite_(?:sequence|stat\d)$/.test(name ?? "");
}

/** The statements, with those moved down that precede the table they need. */
function movedAfterTables<Item extends DdlStatement>(statements: readonly Item[]): readonly Item[] {
  const created = statements.map(({ creation }) =>
    creation?.kind === "table" || creation?.kind === "view" ? creation.name : undefined
  );
  const waiting = new Map<number, Item[]>();
  const ordered: Item[] = [];
  statements.forEach((item, index) => {
    const table = changedTable(item.statement);
    const isThere = table === undefined || created.indexOf(table) < index;
    if (isThere) ordered.push(item, ...waiting.get(index) ?? []);
    else {
      const place = created.indexOf(table);
      waiting.set(place, [...waiting.get(place) ?? [], item]);
    }
  });
  return ordered;
}

/** The folded name of the table or view that must exist for the statement. */
function changedTable(statement: Statement): string | undefined {
  const { tokens } = statement;
  if (isWord(tokens[0], "create")) {
    const { kind = "table" } = creationOf(statement) ?? {};
    if (kind === "table" || kind === "view") return undefined;
    const start = objectNameIndex(tokens);
    return nameAfter(tokens, tokens.findIndex((it, index) => index > start && isWord(it, "on")));
  }
  if (isWord(tokens[0], "alter")) return nameAfter(tokens, 1);
  if (isWord(tokens[0], "update")) return nameAfter(tokens, 0);
  if (!isWord(tokens[0], "insert", "replace", "delete")) return undefined;
  return nameAfter(tokens, tokens.findIndex((token) => isWord(token, "into", "from")));
}

/** The folded name after a word, without its schema. */
function nameAfter(tokens: readonly Token[], index: number): string {
  return nameOf(tokens[afterSchema(tokens, index + 1)]) ?? "";
}
