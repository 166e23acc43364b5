import type { PreparedQuery } from "../../host/engines/engine.ts";
import { mentionsOf } from "../../schema/dependencies/mentions.ts";
import { rowidColumn } from "../../schema/constraints/keys.ts";
import type { Table } from "../../schema/snapshot.ts";
import { ownValues, type TableRows } from "../../schema/content.ts";
import { fold, quoteName, quoteString, ROWID_NAMES } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { droppedTable } from "../../sql/statement_kinds.ts";
import type { Statement } from "../../sql/statements.ts";
import { unquote } from "../../sql/tokens.ts";
import { ownTableName } from "../database/own_sql.ts";
import { literalOf } from "../database/literals.ts";
import type { ShadowDatabase } from "../database/shadow_database.ts";
import type { StoredObject } from "./stored_objects.ts";

/** The contents of a table when it was saved. */
interface SavedTable extends TableRows {
  /** Whether the rows are in the shadow as well. */
  readonly isLoaded: boolean;
  /** Whether they were not read from the shadow, so that they must pass the guard. */
  readonly isGiven: boolean;
  /** Whether the table has got a column since, whose values are its default. */
  readonly isPartial?: boolean;
}

/**
 * The rows of unloaded tables, as SQL, and which loaded tables may have other rows than those. A
 * table can be loaded without its rows for statements that do not use them; these may rename, add
 * and drop its columns.
 */
export class SavedRows {
  readonly #shadow: ShadowDatabase;
  readonly #contents = new Map<string, SavedTable>();
  readonly #written = new Set<StoredObject>();
  /** Prepared on first use, as are the others. */
  #askColumns: PreparedQuery | undefined;
  #askOptions: PreparedQuery | undefined;
  #askCopies: PreparedQuery | undefined;
  #askSequence: PreparedQuery | undefined;

  /** The rows of tables that are not in the shadow, by name. */
  constructor(shadow: ShadowDatabase, rows: ReadonlyMap<string, TableRows> = new Map()) {
    this.#shadow = shadow;
    for (const [name, content] of rows) {
      this.#contents.set(fold(name), { ...content, isLoaded: false, isGiven: true });
    }
  }

  /** The folded names of the tables with saved contents. */
  names(): Iterable<string> {
    return this.#contents.keys();
  }

  /** The loaded tables to which statements may have written since they were loaded. */
  written(): Iterable<StoredObject> {
    return this.#written;
  }

  isWritten(table: StoredObject): boolean {
    return this.#written.has(table);
  }

  /** Whether the table may hold rows, loaded or not. */
  mayHold(table: StoredObject): boolean {
    return this.#written.has(table) || this.hasSaved(table);
  }

  /** Whether rows of the table are saved. */
  hasSaved({ name }: Pick<StoredObject, "name">): boolean {
    return (this.#contents.get(fold(name))?.rows.length ?? 0) > 0;
  }

  /** Whether the table has saved contents that are not in the shadow. */
  isMissing({ name }: Pick<StoredObject, "name">): boolean {
    return this.#contents.get(fold(name))?.isLoaded === false;
  }

  /** The folded names of the tables that have saved rows without the values of a newer column. */
  partial(): string[] {
    return [...this.#contents].flatMap(([name, { isPartial }]) => isPartial ? name : []);
  }

  /** The saved rows of a table, or undefined. */
  saved(table: Table): TableRows | undefined {
    const content = this.#contents.get(fold(table.name));
    if (content === undefined) return undefined;
    const { columns, hasRowid, rows, sequence, isGiven } = content;
    const saved = {
      columns,
      hasRowid,
      rows: isGiven ? rows : rows.map((row) => row.map(readableLiteral)),
      ...(sequence !== undefined && { sequence }),
    };
    // The rowid was saved beside a column that shows it.
    const isTwice = hasRowid && rowidColumn(table) !== undefined;
    return isTwice ? { ...saved, ...ownValues(saved), hasRowid: false } : saved;
  }

  /** Records that a loaded object may have other rows, if it is a table with its rows loaded. */
  noteWritten(object: StoredObject): void {
    if (object.kind === "table" && !this.isMissing(object)) this.#written.add(object);
  }

  /** Forgets that a table was written to: it was dropped or replaced. */
  forget(table: StoredObject): void {
    this.#written.delete(table);
  }

  /**
   * Saves the rows of those tables that were written to. Returns the ones that must stay loaded,
   * since they have too many rows, or rows that cannot be identified; undefined if the engine
   * refused to read them.
   */
  save(tables: readonly StoredObject[]): ReadonlySet<StoredObject> | undefined {
    const written = tables.filter((table) => this.#written.has(table));
    const columns = new Map(written.map((table) => [table, this.#columnsOf(table)]));
    const copies = [...columns].flatMap(([table, names]) =>
      names ? copyOf(table, names.columns) : []
    );
    if (copies.length === 0) return new Set(written);
    const opening = this.#askCopies === undefined ? CREATE_COPIES : DELETE_COPIES;
    if (this.#shadow.runTrusted([opening, ...copies]) !== undefined) return undefined;
    this.#askCopies ??= this.#shadow.prepare(`SELECT owner, row FROM ${COPIES}`);
    const rows = Map.groupBy(this.#askCopies(), ([owner]) => owner);
    return new Set(written.filter((table) => {
      const [names, found = []] = [columns.get(table), rows.get(table.name)];
      if (names === undefined || found.length > MOST_ROWS) return true;
      this.#keep(table, {
        ...names,
        rows: found.map(([, row]) => String(row).split(",")),
        sequence: this.#sequenceOf(table),
        isLoaded: true,
        isGiven: false,
      });
      return false;
    }));
  }

  /** Records that a table was unloaded, after its rows were saved. */
  unload(table: StoredObject): void {
    this.#written.delete(table);
    const content = this.#contents.get(fold(table.name));
    if (content !== undefined) {
      this.#contents.set(fold(table.name), { ...content, isLoaded: false });
    }
  }

  /** Whether the contents of the table were given at the start. */
  isGiven({ name }: StoredObject): boolean {
    return this.#contents.get(fold(name))?.isGiven === true;
  }

  /** The statements that insert the saved contents into an existing table. */
  load({ name }: StoredObject): string[] {
    const content = this.#contents.get(fold(name));
    if (content === undefined) return [];
    this.#contents.set(fold(name), { ...content, isLoaded: true });
    const { columns, rows, sequence } = content;
    const into = `${quoteName(name)} (${columns.map(quoteName).join(", ")})`;
    const values = rows.map((row) => `(${row.join(", ")})`).join(", ");
    return [
      ...(rows.length === 0 ? [] : [`INSERT OR ABORT INTO ${into} VALUES ${values}`]),
      ...(sequence === undefined ? [] : [
        `DELETE FROM sqlite_sequence WHERE name = ${quoteString(name)}`,
        `INSERT INTO sqlite_sequence (name, seq) VALUES (${quoteString(name)}, ${sequence})`,
      ]),
    ];
  }

  /** Applies the effects of a statement that has run to the saved names and columns. */
  follow(statement: Pick<Statement, "tokens">): void {
    if (this.#contents.size === 0) return;
    const dropped = droppedTable(statement);
    if (dropped !== undefined) this.#contents.delete(dropped);
    const outline = outlineOf(statement);
    if (outline.kind !== "alter") return;
    const { table, action } = outline;
    const content = this.#contents.get(table.name);
    if (content === undefined) return;
    if (action.kind === "rename-table") {
      this.#contents.delete(table.name);
      this.#contents.set(action.to.name, content);
    } else if (action.kind === "add-column") {
      this.#contents.set(table.name, { ...content, isPartial: true });
    } else if (action.kind === "rename-column") {
      const columns = content.columns.map((it) =>
        fold(it) === action.column.name ? unquote(action.to.token) : it
      );
      this.#contents.set(table.name, { ...content, columns });
    } else if (action.kind === "drop-column") {
      const place = content.columns.findIndex((it) => fold(it) === action.column.name);
      const without = (list: readonly string[]) => list.filter((_, index) => index !== place);
      const columns = without(content.columns);
      this.#contents.set(table.name, { ...content, columns, rows: content.rows.map(without) });
    }
  }

  /** The statements that remove what was created to save rows. */
  close(): string[] {
    return this.#askCopies === undefined ? [] : [`DROP TABLE ${COPIES}`];
  }

  #keep({ name }: StoredObject, content: SavedTable): void {
    const isEmpty = content.rows.length === 0 && content.sequence === undefined;
    if (isEmpty) this.#contents.delete(fold(name));
    else this.#contents.set(fold(name), content);
  }

  /** The columns to save of a row, and its rowid if it has one. */
  #columnsOf(table: StoredObject): Pick<TableRows, "columns" | "hasRowid"> | undefined {
    this.#askColumns ??= this.#shadow.prepare(COLUMNS);
    const names = this.#askColumns(table.name).map(([name]) => String(name));
    const taken = new Set(names.map(fold));
    const rowid = ROWID_NAMES.find((word) => !taken.has(word));
    if (this.#isWithoutRowid(table)) return { columns: names, hasRowid: false };
    return rowid === undefined ? undefined : { columns: [rowid, ...names], hasRowid: true };
  }

  #isWithoutRowid(table: StoredObject): boolean {
    if (!mentionsOf(table).has("without")) return false;
    this.#askOptions ??= this.#shadow.prepare(OPTIONS);
    return Number(this.#askOptions(table.name)[0]?.[0]) === 1;
  }

  #sequenceOf(table: StoredObject): string | undefined {
    if (!mentionsOf(table).has("autoincrement")) return undefined;
    if (this.#askSequence === undefined && this.#shadow.has("sqlite_sequence")) {
      const find = `SELECT ${literal("seq")} FROM sqlite_sequence WHERE name = ?`;
      this.#askSequence = this.#shadow.prepare(find);
    }
    const found = this.#askSequence?.(table.name)[0];
    return found === undefined ? undefined : String(found[0]);
  }
}

const COLUMNS = "SELECT name FROM pragma_table_xinfo(?, 'main') WHERE hidden = 0 ORDER BY cid";

const OPTIONS = "SELECT wr FROM pragma_table_list(?) WHERE schema = 'main'";

/** Whether the name is that of the table through which rows are read. */
export function isCopiesTable(name: string): boolean {
  return name === COPIES;
}

/** A table with more rows than this stays loaded. */
const MOST_ROWS = 1_000;

/**
 * Rows are read through a table: a query that is prepared separately lives on for a while, and
 * slows down schema changes.
 */
const COPIES = ownTableName();

const CREATE_COPIES = `CREATE TABLE ${COPIES} (owner, row)`;

const DELETE_COPIES = `DELETE FROM ${COPIES}`;

function copyOf({ name }: StoredObject, columns: readonly string[]): string {
  const values = columns.map(quoteName).map(literal).join(" || ',' || ");
  return `INSERT INTO ${COPIES} SELECT ${quoteString(name)}, ${values}` +
    ` FROM main.${quoteName(name)} LIMIT ${MOST_ROWS + 1}`;
}

/**
 * An expression for the value as a literal without commas. A text may contain anything, so it is
 * encoded.
 */
function literal(column: string): string {
  const text = `'CAST(x''' || hex(${column}) || ''' AS TEXT)'`;
  return `iif(typeof(${column}) = 'text', ${text}, ${numberOrBlob(column)})`;
}

/** An expression for a value other than a text as a literal; `quote()` writes no valid one for infinity. */
function numberOrBlob(column: string): string {
  const infinite = `iif(${column} > 0, '9e999', '-9e999')`;
  return `iif(typeof(${column}) = 'real' AND abs(${column}) = 9e999, ${infinite}, quote(${column}))`;
}

/** The literal with its text in plain words, if it is one of `literal`. */
function readableLiteral(text: string): string {
  const hex = /^CAST\(x'([0-9A-F]*)' AS TEXT\)$/.exec(text)?.[1];
  return hex === undefined ? text : literalOf(Uint8Array.fromHex(hex));
}
