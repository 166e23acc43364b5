import type { ColumnState, State, TableState } from "./history_state.ts";

/** A kind of column: its type, the type in a STRICT table, and possible names. */
interface ColumnKind {
  readonly type: string;
  readonly strict: string;
  readonly words: readonly string[];
}

const KINDS: readonly ColumnKind[] = [
  { type: "TEXT", strict: "TEXT", words: words("title body note comment summary kind slug") },
  { type: "TEXT", strict: "TEXT", words: words("name email city country phone color token path") },
  { type: "VARCHAR(255)", strict: "TEXT", words: words("code locale currency label url") },
  { type: "INTEGER", strict: "INTEGER", words: words("position rank size count version level") },
  { type: "REAL", strict: "REAL", words: words("weight height score discount latitude") },
  { type: "DECIMAL(10, 2)", strict: "ANY", words: words("price amount balance fee") },
  { type: "BOOLEAN", strict: "INTEGER", words: words("visible published archived verified") },
  { type: "DATETIME", strict: "TEXT", words: words("created_at updated_at started_at seen_at") },
  { type: "BLOB", strict: "BLOB", words: words("hash avatar payload") },
];
/** Kinds whose values can all be distinct. */
const DISTINCT_KINDS = KINDS.slice(0, 4);
const STATUSES = ["'draft'", "'published'", "'archived'"];

/** A new column for a table that has no rows yet. */
export function newColumn(state: State, table: TableState): ColumnState {
  const { random } = state;
  const roll = random.next();
  if (roll < 0.12) return plain(state, table, { unique: true, clauses: ["NOT NULL", "UNIQUE"] });
  if (roll < 0.35) return plain(state, table, { clauses: ["NOT NULL"] });
  return addableColumn(state, table);
}

/** A new column that ADD COLUMN accepts if there are rows. */
export function addableColumn(state: State, table: TableState): ColumnState {
  const { random } = state;
  const roll = random.next();
  const parents = state.tables.filter((parent) => parent !== table && keyOf(parent) !== undefined);
  if (roll < 0.15 && parents.length > 0) return reference(state, table, random.pick(parents));
  if (roll < 0.22) return statusColumn(table);
  if (roll < 0.26) return generated(table) ?? plain(state, table, {});
  if (roll < 0.36) return withDefault(state, table, "");
  if (roll < 0.46) return withDefault(state, table, "NOT NULL ");
  if (roll < 0.5) return checked(table);
  return plain(state, table, {});
}

/** The column that foreign keys may reference. */
export function keyOf(table: TableState): ColumnState | undefined {
  const [first] = table.columns;
  return first?.fixed === "key" && first.name === "id" ? first : undefined;
}

/** The primary key, usually INTEGER, sometimes TEXT. */
export function keyColumn(state: State): ColumnState {
  const roll = state.random.next();
  const [type, clause] = roll < 0.7
    ? ["INTEGER", "PRIMARY KEY"]
    : roll < 0.85
    ? ["INTEGER", "PRIMARY KEY AUTOINCREMENT"]
    : ["TEXT", "NOT NULL PRIMARY KEY"];
  return column("id", type, {
    clauses: [() => clause],
    required: type === "TEXT",
    unique: true,
    fixed: "key",
  });
}

/** A column that references another table, NULL unless it is part of a key. */
export function reference(
  state: State,
  table: TableState,
  parent: TableState,
  fixed?: "key",
): ColumnState {
  const action = state.random.pick(["", "", " ON DELETE CASCADE", " ON DELETE SET NULL"]);
  parent.referenced++;
  const references = () =>
    `REFERENCES ${parent.name} (id)${fixed === "key" ? " ON DELETE CASCADE" : action}`;
  return column(freeName(table, `${singular(parent.name)}_id`), keyOf(parent)!.type, {
    clauses: fixed === "key" ? [() => "NOT NULL", references] : [references],
    required: fixed === "key",
    references: parent,
    fixed,
  });
}

/** A literal for this column that no other row has. */
export function freshValue(state: State, { type, values }: ColumnState): string {
  if (values !== undefined) return state.random.pick(values);
  const number = ++state.counter;
  if (type === "BLOB") return `x'${number.toString(16).padStart(8, "0")}'`;
  if (type === "TEXT" || type === "DATETIME" || type.startsWith("VARCHAR")) {
    return `'it''s ${number}'`;
  }
  return type === "REAL" ? `${number}.5` : `${number}`;
}

/** A name that no column of the table has. */
export function freeName(table: TableState, wish: string): string {
  const taken = new Set(table.columns.map(({ name }) => name));
  let name = wish;
  for (let number = 2; taken.has(name); number++) name = `${wish}_${number}`;
  return name;
}

/** An unused name that suits a column of this type. */
export function columnName(state: State, table: TableState, type: string): string {
  const kinds = KINDS.filter((kind) => kind.type === type || kind.strict === type);
  return freeName(table, state.random.pick(state.random.pick(kinds).words));
}

function plain(
  state: State,
  table: TableState,
  { clauses = [], unique = false }: { clauses?: readonly string[]; unique?: boolean },
): ColumnState {
  const kind = state.random.pick(unique ? DISTINCT_KINDS : KINDS);
  const type = table.options === "STRICT" ? kind.strict : kind.type;
  const collation = type === "TEXT" && state.random.chance(0.1) ? ["COLLATE NOCASE"] : [];
  return column(columnName(state, table, type), type, {
    clauses: [...clauses, ...collation].map((clause) => () => clause),
    required: clauses.includes("NOT NULL"),
    unique,
  });
}

function withDefault(state: State, table: TableState, notNull: string): ColumnState {
  // SQLite 3.45 reports rows as broken that are older than a NOT NULL column whose DEFAULT has a
  // fraction: integrity_check finds a NULL, and the next ADD COLUMN with a CHECK is refused.
  const defaults = [["INTEGER", "0"], ["INTEGER", "-1"], ["TEXT", "''"], ["TEXT", "'none, (yet)'"]]
    .concat(notNull === "" ? [["REAL", "-1.5"]] : [["TEXT", "'it''s'"]]);
  const [type, value] = state.random.pick(defaults) as [string, string];
  return column(columnName(state, table, type), type, {
    clauses: [() => `${notNull}DEFAULT ${value}`],
  });
}

function statusColumn(table: TableState): ColumnState {
  const made: ColumnState = column(freeName(table, "status"), "TEXT", {
    clauses: [
      () => "NOT NULL DEFAULT 'draft'",
      () => `CHECK (${made.name} IN (${STATUSES.join(", ")}))`,
    ],
    values: STATUSES,
  });
  return made;
}

function checked(table: TableState): ColumnState {
  const made: ColumnState = column(freeName(table, "quantity"), "INTEGER", {
    clauses: [() => `CHECK (${made.name} >= 0)`],
  });
  return made;
}

function generated(table: TableState): ColumnState | undefined {
  const source = table.columns.find(({ type, fixed }) => type === "TEXT" && fixed === undefined);
  if (source === undefined) return undefined;
  source.pins++;
  return column(freeName(table, `${source.name}_key`), "TEXT", {
    clauses: [() => `GENERATED ALWAYS AS (lower(${source.name})) VIRTUAL`],
    fixed: "generated",
  });
}

function column(
  name: string,
  type: string,
  rest: Partial<Omit<ColumnState, "name" | "type" | "pins">>,
): ColumnState {
  return {
    clauses: [],
    required: false,
    unique: false,
    fixed: undefined,
    ...rest,
    name,
    type,
    pins: 0,
  };
}

function singular(name: string): string {
  return name.replace(/ies$/, "y").replace(/s$/, "");
}

function words(text: string): readonly string[] {
  return text.split(" ");
}
