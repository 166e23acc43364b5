import type { PreparedQuery } from "../host/database/engine.ts";
import { mentionsOf } from "../schema/mentions.ts";
import { fold, quoteName, quoteString } from "../sql/names.ts";
import type { ShadowDatabase } from "./shadow_database.ts";

/** A table whose rows are moved. */
interface Owner {
  readonly name: string;
  readonly sql: string;
}

/**
 * The rows of tables that are away, all in one table, each value as it was; and the highest ids that
 * AUTOINCREMENT has given out, which SQLite forgets with a table.
 */
export class ParkedRows<Table extends Owner> {
  readonly #shadow: ShadowDatabase;
  /** What puts back what a table had, of those that had something. */
  readonly #back = new Map<Table, readonly string[]>();
  /** What is stored of a row, of the tables that were asked. */
  readonly #columns = new WeakMap<Table, readonly string[] | undefined>();
  readonly #askColumns: PreparedQuery;
  readonly #askOptions: PreparedQuery;
  /** Prepared when there is something to ask. */
  #askCounts: PreparedQuery | undefined;
  #askSequence: PreparedQuery | undefined;

  constructor(shadow: ShadowDatabase) {
    this.#shadow = shadow;
    this.#askColumns = shadow.prepare(
      "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid",
    );
    this.#askOptions = shadow.prepare("SELECT wr FROM pragma_table_list(?) WHERE schema = 'main'");
  }

  /** The tables that have something here. */
  owners(): Table[] {
    return [...this.#back.keys()];
  }

  /**
   * Copies what the tables hold, before they are dropped. Gives back those that have to stay: they
   * hold too much, or rows that cannot be told apart. Undefined where the engine refused it.
   */
  away(tables: readonly Table[]): Table[] | undefined {
    if (tables.length === 0) return [];
    const columns = new Map(tables.map((table) => [table, this.#columnsOf(table)]));
    const opening = this.#askCounts === undefined ? [CREATE_PARKING] : [];
    const copies = [...columns].flatMap(([table, names]) => names ? copyOf(table, names) : []);
    if (this.#shadow.arrange([...opening, ...copies]) !== undefined) return undefined;
    this.#askCounts ??= this.#shadow.prepare(COUNTS);
    const counts = new Map(this.#askCounts().map(([owner, count]) => [owner, Number(count)]));
    return tables.filter((table) => {
      const [names, count] = [columns.get(table), counts.get(fold(table.name)) ?? 0];
      if (names === undefined) return true;
      if (count > MOST_ROWS) return this.#shadow.arrange([removal(table)]) === undefined;
      const back = [
        ...(count === 0 ? [] : [returnOf(table, names), removal(table)]),
        ...this.#sequenceBack(table),
      ];
      if (back.length > 0) this.#back.set(table, back);
      return false;
    });
  }

  /** The statements that put back what a table had, after it was made again. */
  back(table: Table): readonly string[] {
    const statements = this.#back.get(table) ?? [];
    this.#back.delete(table);
    return statements;
  }

  /** The statements that take away the table in which rows wait. */
  close(): string[] {
    return this.#askCounts === undefined ? [] : [`DROP TABLE ${PARKING}`];
  }

  /**
   * What is stored of a row, quoted: its columns, and its rowid where it has one. Undefined where
   * those are too many, or columns have taken all names of the rowid.
   */
  #columnsOf(table: Table): readonly string[] | undefined {
    if (this.#columns.has(table)) return this.#columns.get(table);
    const names = this.#askColumns(table.name).map(([name]) => String(name));
    const taken = new Set(names.map(fold));
    const rowid = ["rowid", "_rowid_", "oid"].find((word) => !taken.has(word));
    const isWithout = mentionsOf(table).has("without") &&
      Number(this.#askOptions(table.name)[0]?.[0]) === 1;
    const all = [...(isWithout || rowid === undefined ? [] : [rowid]), ...names.map(quoteName)];
    const canMove = (isWithout || rowid !== undefined) && all.length <= MOST_COLUMNS;
    this.#columns.set(table, canMove ? all : undefined);
    return this.#columns.get(table);
  }

  #sequenceBack(table: Table): string[] {
    if (!mentionsOf(table).has("autoincrement")) return [];
    if (this.#askSequence === undefined && this.#shadow.has("sqlite_sequence")) {
      const find = "SELECT quote(seq) FROM sqlite_sequence WHERE name = ?";
      this.#askSequence = this.#shadow.prepare(find);
    }
    const found = this.#askSequence?.(table.name)[0];
    if (found === undefined) return [];
    const name = quoteString(table.name);
    return [
      `DELETE FROM sqlite_sequence WHERE name = ${name}`,
      `INSERT INTO sqlite_sequence (name, seq) VALUES (${name}, ${found[0]})`,
    ];
  }
}

/** Whether it is the name of the table in which rows wait. */
export function isParking(name: string): boolean {
  return name === PARKING;
}

/** More rows than that are not moved back and forth. */
const MOST_ROWS = 1_000;

const MOST_COLUMNS = 100;

const PARKING = "__penumbra_parked";

const CREATE_PARKING = `CREATE TABLE ${PARKING} (owner, place, ${
  slotsFor({ length: MOST_COLUMNS })
}, PRIMARY KEY (owner, place)) WITHOUT ROWID`;

const COUNTS = `SELECT owner, count(*) FROM ${PARKING} GROUP BY owner`;

function copyOf(table: Owner, columns: readonly string[]): string {
  return `INSERT INTO ${PARKING} (owner, place, ${slotsFor(columns)})` +
    ` SELECT ${ownerOf(table)}, row_number() OVER (), ${columns.join(", ")}` +
    ` FROM ${quoteName(table.name)} LIMIT ${MOST_ROWS + 1}`;
}

function returnOf(table: Owner, columns: readonly string[]): string {
  return `INSERT OR ABORT INTO ${quoteName(table.name)} (${columns.join(", ")})` +
    ` SELECT ${slotsFor(columns)} FROM ${PARKING} WHERE owner = ${ownerOf(table)} ORDER BY place`;
}

function removal(table: Owner): string {
  return `DELETE FROM ${PARKING} WHERE owner = ${ownerOf(table)}`;
}

function ownerOf({ name }: Owner): string {
  return quoteString(fold(name));
}

function slotsFor({ length }: { readonly length: number }): string {
  return Array.from({ length }, (_, index) => `c${index}`).join(", ");
}
