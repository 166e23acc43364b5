import { shadowTables } from "../../../schema/introspect.ts";
import { backingTables } from "../../../schema/dependencies/backing_tables.ts";
import { createsVirtualTable } from "../../../schema/text/object_sql.ts";
import { fold, quoteName, sameName } from "../../../sql/names.ts";
import { literalOf, readable } from "../../database/literals.ts";
import type { ShadowDatabase } from "../../database/shadow_database.ts";

type Queried = Pick<ShadowDatabase, "objectTexts" | "query" | "tryQuery">;

/** A row: its values as SQL literals, in the order of its table's columns. */
export type Row = readonly string[];

/** A table at one moment, without its rows. */
export interface TableEntry {
  readonly name: string;
  /** Identifies the table: unlike its name, it is kept by a rename. */
  readonly rootPage: number;
  /** Those that can be selected, among them the rowid of a search index, by which triggers find its rows. */
  readonly columns: readonly string[];
  readonly isVirtual: boolean;
}

/** The position of a column in a table; -1 if there is none of that name. */
export function placeOf({ columns }: Pick<TableEntry, "columns">, name: string): number {
  return columns.findIndex((it) => sameName(it, name));
}

/** A table at one moment, with its rows. */
export interface TableState extends TableEntry {
  readonly rows: readonly Row[];
}

/** All tables of a database that store their rows, by folded name. */
export type Catalog = ReadonlyMap<string, TableEntry>;

/** All such tables with their rows, by folded name. */
export type DatabaseState = ReadonlyMap<string, TableState>;

/**
 * The tables and their columns, without those that belong to another object: ordinary tables, and search
 * indexes and R-trees that store rows of their own.
 */
export function readCatalog(shadow: Queried): Catalog {
  const objects = shadow.objectTexts();
  const rows = objects.map(([type, name, , sql]) => [type, name, sql] as const);
  const hasModules = rows.some(([, , sql]) => createsVirtualTable(sql));
  const isBacking = backingTables(
    hasModules ? shadowTables((sql) => shadow.query(sql)) : new Set(),
    rows,
  );
  const stores = new Map(
    objects.filter(([type, name, , sql]) => type === "table" && isBacking([type, name, sql]))
      .map(([, name, , , rootPage]) => [fold(name), rootPage] as const),
  );
  const tables = objects.flatMap(([type, name, , sql, rootPage]): Listed[] => {
    if (type !== "table" || isBacking([type, name, sql])) return [];
    if (!createsVirtualTable(sql)) return rootPage > 0 ? [{ name, sql, rootPage }] : [];
    const [index, tree] = [`${fold(name)}_content`, `${fold(name)}_node`].map((it) =>
      stores.get(it)
    );
    if (index !== undefined) return [{ name, sql, rootPage: index, virtual: "search-index" }];
    return tree === undefined ? [] : [{ name, sql, rootPage: tree, virtual: "tree" }];
  });
  readColumns(shadow, tables);
  return new Map(
    tables.map(({ name, sql, rootPage, virtual }) =>
      [
        fold(name),
        { name, rootPage, columns: COLUMNS.get(sql)!, isVirtual: virtual !== undefined },
      ] as const
    ),
  );
}

/** A table in the catalog of the database; the root page of a virtual one is that of its rows. */
interface Listed {
  readonly name: string;
  readonly sql: string;
  readonly rootPage: number;
  readonly virtual?: "search-index" | "tree";
}

/** Records the columns of tables whose texts were not seen before. */
function readColumns(shadow: Queried, tables: readonly Listed[]): void {
  if (COLUMNS.size > MOST_TEXTS) COLUMNS.clear();
  const unseen = new Map(tables.filter(({ sql }) => !COLUMNS.has(sql)).map((it) => [it.name, it]));
  if (unseen.size === 0) return;
  const rows = shadow.query(COLUMNS_OF, JSON.stringify([...unseen.keys()]));
  for (const [name, list] of Map.groupBy(rows, ([table]) => String(table))) {
    const { sql, virtual } = unseen.get(name)!;
    const columns = list.map(([, column]) => String(column));
    COLUMNS.set(sql, virtual === "search-index" ? ["rowid", ...columns] : columns);
  }
}

/**
 * The columns of tables by their texts, which determine them: to ask the engine takes longer than to
 * run the statement in between.
 */
const COLUMNS = new Map<string, readonly string[]>();

/** More than a large schema has. */
const MOST_TEXTS = 4096;

const COLUMNS_OF = `SELECT t.value, c.name
  FROM json_each(?) AS t, pragma_table_xinfo(t.value, 'main') AS c
  WHERE c.hidden <> 1 ORDER BY t.key, c.cid`;

/** How many rows statements have changed so far; definitions do not count. */
export function countChanges(shadow: Queried): number {
  // Those that triggers and foreign keys have changed are included, and never subtracted again.
  // https://www.sqlite.org/c3ref/total_changes.html
  return Number(shadow.query("SELECT total_changes()")[0]![0]);
}

/** A state that was read earlier, and what has happened since. */
export interface Earlier {
  readonly state: DatabaseState;
  /** The `countChanges` of that time. */
  readonly changes: number;
  /** The folded names of at least the tables that were altered or dropped since. */
  readonly moved: ReadonlySet<string>;
  /** The folded names of at least the tables whose rows may have changed since. */
  readonly written: ReadonlySet<string>;
}

/**
 * The tables with their rows, in the order of their rowids if they have any. A table that
 * nothing can have changed since an earlier state is the one in that state.
 */
export function readState(shadow: Queried, earlier?: Earlier): DatabaseState {
  const catalog = readCatalog(shadow);
  const isCurrent = earlier?.changes === countChanges(shadow);
  const kept = (key: string, { rootPage }: TableEntry) => {
    const isKept = !earlier?.moved.has(key) && (isCurrent || !earlier?.written.has(key));
    const table = isKept ? earlier?.state.get(key) : undefined;
    return table?.rootPage === rootPage ? table : undefined;
  };
  const unread = [...catalog].flatMap(([key, it]) => kept(key, it) === undefined ? it : []);
  const rows = new Map(
    batchesOf(unread).flatMap((tables) => {
      const together = rowsTogether(shadow, tables);
      return tables.map((it, index) => [it, together?.[index] ?? rowsAlone(shadow, it)] as const);
    }),
  );
  return new Map(
    [...catalog].map(([key, it]) =>
      [
        key,
        kept(key, it) ?? { ...it, rows: sharedRows(rows.get(it)!, earlier?.state.get(key)) },
      ] as const
    ),
  );
}

/** The rows, or those of an earlier state of the table if they are the same. */
function sharedRows(rows: readonly Row[], earlier: TableState | undefined): readonly Row[] {
  const isSame = earlier?.rows.length === rows.length &&
    earlier.rows.every((row, at) =>
      row.length === rows[at]!.length && row.every((value, place) => value === rows[at]![place])
    );
  return isSame ? earlier.rows : rows;
}

/** The tables in groups that are each read with one query. */
function batchesOf(tables: readonly TableEntry[]): TableEntry[][] {
  const batches: TableEntry[][] = [];
  for (const table of tables) {
    const batch = batches.at(-1) ?? [];
    const width = Math.max(...[...batch, table].map(({ columns }) => columns.length));
    if (batch.length > 0 && (batch.length + 1) * width <= MOST_VALUES) batch.push(table);
    else batches.push([table]);
  }
  return batches;
}

/**
 * The limit for the values that a query reads, with a row of each table. It also keeps a compound
 * SELECT within its 500 parts. https://www.sqlite.org/limits.html
 */
const MOST_VALUES = 500;

/**
 * The rows of several tables in one query, which takes little longer than that of one; undefined if
 * there is a value that cannot be read.
 */
function rowsTogether(
  shadow: Queried,
  tables: readonly TableEntry[],
): readonly (readonly Row[])[] | undefined {
  const width = Math.max(...tables.map(({ columns }) => columns.length));
  const selects = tables.map((table, index) => {
    const padding = Array<string>(width - table.columns.length).fill("NULL");
    return selectFrom(table, [String(index), ...readableColumns(table), ...padding]);
  });
  const read = shadow.tryQuery(selects.join(" UNION ALL "));
  if (typeof read === "string") return undefined;
  const rows = tables.map((): Row[] => []);
  for (const [index, ...values] of read) {
    const { columns } = tables[Number(index)]!;
    rows[Number(index)]!.push(values.slice(0, columns.length).map(literalOf));
  }
  return rows;
}

/**
 * The rows of a table, with NULL in every column that cannot be read: a virtual one may be computed
 * from values that its expression refuses, such as text that is not JSON.
 */
function rowsAlone(shadow: Queried, table: TableEntry): readonly Row[] {
  const values = readableColumns(table).map((value) =>
    typeof shadow.tryQuery(selectFrom(table, [value])) === "string" ? "NULL" : value
  );
  return shadow.query(selectFrom(table, values)).map((row) => row.map(literalOf));
}

function readableColumns({ columns }: TableEntry): string[] {
  return columns.map((name) => readable(quoteName(name)));
}

function selectFrom({ name }: TableEntry, values: readonly string[]): string {
  return `SELECT ${values.join(", ")} FROM main.${quoteName(name)}`;
}
