import { backingTables, type ObjectRow } from "../../schema/dependencies/backing_tables.ts";
import type { Query } from "../../schema/introspect.ts";
import { readVirtualTable } from "../../schema/text/object_sql.ts";
import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { isWord, possibleNames, significant, type Token, tokenize } from "../../sql/tokens.ts";

/** An object in the shadow. */
export interface Stored {
  readonly row: ObjectRow;
  /** The folded name; `table` is the folded name of its table. */
  readonly name: string;
  readonly table: string;
  readonly tokens: readonly Token[];
}

const STORED = ["sqlite_schema", "sqlite_temp_schema"].map((table) =>
  `SELECT type, name, tbl_name, sql FROM ${table} WHERE sql IS NOT NULL`
).join(" UNION ALL ");

/** The objects in the shadow, temporary ones too. */
export function storedIn(query: Query): Stored[] {
  return query(STORED).map(([type, name, table, sql]) => ({
    row: [String(type), String(name), String(sql)] as ObjectRow,
    name: fold(String(name)),
    table: fold(String(table)),
    tokens: significant(tokenize(String(sql))),
  }));
}

/** Whether the object is a virtual table. */
export function isVirtual(stored: Pick<Stored, "tokens">): boolean {
  const outline = outlineOf(stored);
  return outline.kind === "create" && outline.object === "virtual-table";
}

/** The search indexes among the objects, and the tables that belong to an index of any kind. */
export interface Indexes {
  /** The folded names of FTS5 tables. */
  readonly searches: ReadonlySet<string>;
  /** The folded names of the backing tables of indexes. */
  readonly backing: ReadonlySet<string>;
}

/** The indexes among the objects. */
export function indexesOf(stored: readonly Stored[], query: Query): Indexes {
  const shadows = query("SELECT name FROM pragma_table_list WHERE type = 'shadow'");
  const isBacking = backingTables(
    new Set(shadows.map(([name]) => fold(String(name)))),
    stored.map(({ row }) => row),
  );
  const searches = stored.filter((it) =>
    isVirtual(it) && readVirtualTable(it.row[2]).module === "fts5"
  );
  return {
    searches: new Set(searches.map(({ name }) => name)),
    backing: new Set(stored.filter(({ row }) => isBacking(row)).map(({ name }) => name)),
  };
}

/**
 * Everything that may run with the statement: objects it names, what those name, and their triggers
 * and children.
 */
export function reachedFrom(
  tokens: readonly Token[],
  stored: readonly Stored[],
): Stored[] {
  const names = new Set(possibleNames(tokens));
  const reached = new Set<Stored>();
  const isReached = ({ name, table, row: [type], tokens }: Stored) =>
    names.has(name) || (type === "trigger" && names.has(table)) ||
    (type === "table" && tokens.some((token) => isWord(token, "references")) &&
      possibleNames(tokens).some((it) => names.has(it)));
  for (let before = -1; before < reached.size;) {
    before = reached.size;
    for (const object of stored) {
      if (reached.has(object) || !isReached(object)) continue;
      reached.add(object);
      [object.name, object.table, ...possibleNames(object.tokens)].forEach((name) =>
        names.add(name)
      );
    }
  }
  return [...reached];
}
