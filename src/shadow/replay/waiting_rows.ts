import type { PreparedQuery } from "../../host/database/engine.ts";
import { mentionsOf } from "../../schema/dependencies/mentions.ts";
import { fold, quoteName, quoteString } from "../../sql/names.ts";
import type { Statement } from "../../sql/statements.ts";
import { canBeName, isWord, type Token, unquote } from "../../sql/tokens.ts";
import type { ShadowDatabase } from "../shadow_database.ts";

/** A table whose rows are read. */
interface Owner {
  readonly name: string;
  readonly sql: string;
}

/** What a table held when it was read. */
interface Content {
  /** Its columns, and the rowid where it has one. */
  columns: readonly string[];
  /** The values of each row as SQL, with a comma between them and nowhere else. */
  rows: readonly string[];
  /** The highest id that AUTOINCREMENT has given out, which SQLite forgets with a table. */
  readonly sequence: string | undefined;
  /** Whether it is in the shadow as well. */
  isThere: boolean;
}

/**
 * What tables held when they went out of a shadow, by their names. A table can come back without its
 * rows for statements that have nothing to do with them: its columns may then get other names, and
 * more or fewer of them.
 */
export class WaitingRows {
  readonly #shadow: ShadowDatabase;
  readonly #contents = new Map<string, Content>();
  readonly #askColumns: PreparedQuery;
  readonly #askOptions: PreparedQuery;
  /** Prepared when there is something to ask. */
  #askRows: PreparedQuery | undefined;
  #askSequence: PreparedQuery | undefined;

  constructor(shadow: ShadowDatabase) {
    this.#shadow = shadow;
    this.#askColumns = shadow.prepare(
      "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid",
    );
    this.#askOptions = shadow.prepare("SELECT wr FROM pragma_table_list(?) WHERE schema = 'main'");
  }

  /** The folded names of the tables that held something. */
  owners(): Iterable<string> {
    return this.#contents.keys();
  }

  /** Whether a table of this folded name held rows. */
  hasRows(name: string): boolean {
    return (this.#contents.get(name)?.rows.length ?? 0) > 0;
  }

  /** Whether a table of this folded name held something that is not in the shadow. */
  isMissing(name: string): boolean {
    return this.#contents.get(name)?.isThere === false;
  }

  /**
   * Reads what tables hold, before they are dropped. Gives back those that can go: one cannot where it
   * holds too much, or rows that cannot be told apart. Undefined where the engine refused it.
   */
  read<Table extends Owner>(tables: readonly Table[]): Table[] | undefined {
    const columns = new Map(tables.map((table) => [table, this.#columnsOf(table)]));
    const copies = [...columns].flatMap(([table, names]) => names ? copyOf(table, names) : []);
    if (copies.length === 0) return [];
    const opening = this.#askRows === undefined ? CREATE_DESK : CLEAR_DESK;
    if (this.#shadow.arrange([opening, ...copies]) !== undefined) return undefined;
    this.#askRows ??= this.#shadow.prepare(`SELECT owner, row FROM ${DESK}`);
    const rows = Map.groupBy(this.#askRows(), ([owner]) => owner);
    return tables.filter((table) => {
      const [names, found = []] = [columns.get(table), rows.get(table.name)];
      if (names === undefined || found.length > MOST_ROWS) return false;
      this.#keep(table, {
        columns: names,
        rows: found.map(([, row]) => String(row)),
        sequence: this.#sequenceOf(table),
        isThere: true,
      });
      return true;
    });
  }

  /** The statements that take away what was made to read rows. */
  close(): string[] {
    return this.#askRows === undefined ? [] : [`DROP TABLE ${DESK}`];
  }

  #keep({ name }: Owner, content: Content): void {
    const isEmpty = content.rows.length === 0 && content.sequence === undefined;
    if (isEmpty) this.#contents.delete(fold(name));
    else this.#contents.set(fold(name), content);
  }

  /** Notes that a table was dropped to wait. */
  leave({ name }: Owner): void {
    const content = this.#contents.get(fold(name));
    if (content !== undefined) content.isThere = false;
  }

  /** The statements that put back what a table held, after it was made again. */
  back({ name }: Owner): string[] {
    const content = this.#contents.get(fold(name));
    if (content === undefined) return [];
    content.isThere = true;
    const { columns, rows, sequence } = content;
    const into = `${quoteName(name)} (${columns.map(quoteName).join(", ")})`;
    const values = rows.map((row) => `(${row})`).join(", ");
    return [
      ...(rows.length === 0 ? [] : [`INSERT OR ABORT INTO ${into} VALUES ${values}`]),
      ...(sequence === undefined ? [] : [
        `DELETE FROM sqlite_sequence WHERE name = ${quoteString(name)}`,
        `INSERT INTO sqlite_sequence (name, seq) VALUES (${quoteString(name)}, ${sequence})`,
      ]),
    ];
  }

  /** Takes over what a statement that has run makes of tables and columns. */
  follow({ tokens }: Pick<Statement, "tokens">): void {
    if (this.#contents.size === 0 || !isWord(tokens[1], "table")) return;
    const isExisting = isWord(tokens[2], "if");
    const at = nameAt(tokens, isExisting ? 4 : 2);
    const name = nameOf(tokens[at]);
    if (isWord(tokens[0], "drop")) this.#contents.delete(name);
    if (!isWord(tokens[0], "alter")) return;
    const content = this.#contents.get(name);
    if (content === undefined) return;
    const last = nameOf(tokens.at(-1));
    if (isWord(tokens[at + 1], "rename")) {
      if (isWord(tokens[at + 2], "to")) {
        this.#contents.delete(name);
        this.#contents.set(last, content);
        return;
      }
      const before = nameOf(tokens.at(-3));
      content.columns = content.columns.map((it) =>
        fold(it) === before ? unquote(tokens.at(-1)!) : it
      );
    } else if (isWord(tokens[at + 1], "drop") && !isWord(tokens[at + 2], "constraint")) {
      const place = content.columns.findIndex((it) => fold(it) === last);
      const without = (list: readonly string[]) => list.filter((_, index) => index !== place);
      content.columns = without(content.columns);
      content.rows = content.rows.map((row) => without(row.split(",")).join());
    }
  }

  /** What is stored of a row: its columns, and its rowid where it has one. */
  #columnsOf(table: Owner): readonly string[] | undefined {
    const names = this.#askColumns(table.name).map(([name]) => String(name));
    const taken = new Set(names.map(fold));
    const rowid = ["rowid", "_rowid_", "oid"].find((word) => !taken.has(word));
    const isWithout = mentionsOf(table).has("without") &&
      Number(this.#askOptions(table.name)[0]?.[0]) === 1;
    if (isWithout) return names;
    return rowid === undefined ? undefined : [rowid, ...names];
  }

  #sequenceOf(table: Owner): string | undefined {
    if (!mentionsOf(table).has("autoincrement")) return undefined;
    if (this.#askSequence === undefined && this.#shadow.has("sqlite_sequence")) {
      const find = "SELECT quote(seq) FROM sqlite_sequence WHERE name = ?";
      this.#askSequence = this.#shadow.prepare(find);
    }
    const found = this.#askSequence?.(table.name)[0];
    return found === undefined ? undefined : String(found[0]);
  }
}

/** Whether it is the name of the table that is made to read rows. */
export function isDesk(name: string): boolean {
  return name === DESK;
}

/** More rows than that are not moved back and forth. */
const MOST_ROWS = 1_000;

/**
 * Rows are read through a table: every query that is prepared by itself lives on for a while, and slows
 * down what changes the schema.
 */
const DESK = "__penumbra_desk";

const CREATE_DESK = `CREATE TABLE ${DESK} (owner, row)`;

const CLEAR_DESK = `DELETE FROM ${DESK}`;

function copyOf({ name }: Owner, columns: readonly string[]): string {
  const values = columns.map(quoteName).map(literal).join(" || ',' || ");
  return `INSERT INTO ${DESK} SELECT ${quoteString(name)}, ${values}` +
    ` FROM ${quoteName(name)} LIMIT ${MOST_ROWS + 1}`;
}

/** What gives a value as a literal without commas. A text may hold what ends one. */
function literal(column: string): string {
  const text = `'CAST(x''' || hex(${column}) || ''' AS TEXT)'`;
  return `iif(typeof(${column}) = 'text', ${text}, quote(${column}))`;
}

function nameAt(tokens: readonly Token[], at: number): number {
  return tokens[at + 1]?.text === "." ? at + 2 : at;
}

function nameOf(token: Token | undefined): string {
  return token !== undefined && canBeName(token) ? fold(unquote(token)) : "";
}
