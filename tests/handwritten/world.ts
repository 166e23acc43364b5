import { type Random, randomFrom } from "../bench/random.ts";

/** A column of a table for handwritten migrations. */
export interface WorldColumn {
  readonly name: string;
  readonly type: string;
  readonly notNull?: boolean;
  readonly unique?: boolean;
  /** The SQL of its DEFAULT. */
  readonly default?: string;
  readonly check?: string;
  readonly references?: { readonly table: string; readonly action: string };
}

/** A table, with the columns that tell its rows apart first. */
export interface WorldTable {
  readonly name: string;
  /** How many columns tell rows apart: the primary key. If 0, all of them do. */
  readonly keys: number;
  readonly columns: readonly WorldColumn[];
}

/** A schema like those that people write, whose tables reference each other. */
export interface World {
  readonly tables: readonly WorldTable[];
  /** The CREATE of indexes, triggers and views. */
  readonly others: readonly string[];
}

const TABLES = ["users", "teams", "posts", "comments", "orders", "items"];

const COLUMNS: readonly WorldColumn[] = [
  { name: "name", type: "TEXT" },
  { name: "email", type: "TEXT", unique: true },
  { name: "title", type: "TEXT", notNull: true },
  { name: "body", type: "TEXT" },
  { name: "status", type: "TEXT", notNull: true, default: "'draft'" },
  { name: "code", type: "TEXT" },
  { name: "amount", type: "INTEGER" },
  { name: "position", type: "INTEGER", notNull: true, default: "0" },
  { name: "price", type: "REAL" },
  { name: "data", type: "BLOB" },
  { name: "size", type: "NUMERIC" },
  { name: "created_at", type: "DATETIME", default: "CURRENT_TIMESTAMP" },
  { name: "note", type: "TEXT", default: "''" },
];

const ACTIONS = ["", "", " ON DELETE CASCADE", " ON DELETE CASCADE", " ON DELETE SET NULL"];

/** A random schema; the same seed gives the same one. */
export function randomWorld(seed: number): World {
  const random = randomFrom(seed * 7919 + 3);
  const count = 2 + random.below(3);
  const tables: WorldTable[] = [];
  while (tables.length < count) tables.push(randomTable(random, tables));
  const others = tables.flatMap((table) => [
    ...random.chance(0.3) ? [indexOn(table, random)] : [],
    ...random.chance(0.1) ? [`CREATE VIEW ${table.name}_view AS SELECT * FROM ${table.name}`] : [],
    ...random.chance(0.08) ? [logging(table)] : [],
  ]);
  const log = others.some((sql) => sql.includes("INTO log"))
    ? [{ name: "log", keys: 1, columns: [KEY, { name: "entry", type: "TEXT" }] }]
    : [];
  return { tables: [...tables, ...log], others };
}

const KEY: WorldColumn = { name: "id", type: "INTEGER" };

function randomTable(random: Random, tables: readonly WorldTable[]): WorldTable {
  const name = TABLES[tables.length]!;
  const parents = tables.filter(({ keys }) => keys === 1);
  const reference = (column: string, table: WorldTable, notNull: boolean): WorldColumn => ({
    name: column,
    type: table.columns[0]!.type,
    notNull,
    references: { table: table.name, action: random.pick(notNull ? ACTIONS.slice(0, 4) : ACTIONS) },
  });
  const isLink = parents.length > 1 && random.chance(0.15);
  if (isLink) {
    const [left, right] = parents as [WorldTable, WorldTable];
    return {
      name,
      keys: 2,
      columns: [
        reference(`${left.name}_id`, left, true),
        reference(`${right.name}_id`, right, true),
        ...random.chance(0.5) ? [{ name: "role", type: "TEXT" }] : [],
      ],
    };
  }
  const roll = random.next();
  const key = roll < 0.75 ? [KEY] : roll < 0.92 ? [{ ...KEY, type: "TEXT" }] : [];
  const columns = shuffled(COLUMNS, random).slice(0, 2 + random.below(4));
  const references = parents.filter(() => random.chance(0.6)).slice(0, 2)
    .map((table) => reference(`${table.name.replace(/s$/, "")}_id`, table, random.chance(0.3)));
  return { name, keys: key.length, columns: [...key, ...columns, ...references] };
}

/** The list in random order. */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list.map((it) => [random.next(), it] as const).sort(([a], [b]) => a - b)
    .map(([, it]) => it);
}

function indexOn(table: WorldTable, random: Random): string {
  const column = random.pick(table.columns).name;
  return `CREATE INDEX ${table.name}_${column} ON ${table.name} (${column})`;
}

function logging({ name, columns }: WorldTable): string {
  return `CREATE TRIGGER ${name}_log AFTER UPDATE ON ${name} BEGIN ` +
    `INSERT INTO log (entry) VALUES (old.${columns.at(-1)!.name}); END`;
}

/** The CREATE TABLE, with other columns or under another name if given. */
export function createTable(
  { name, keys, columns }: WorldTable,
  spelling: { readonly references?: (table: string) => string } = {},
): string {
  const { references = (it) => it } = spelling;
  const lines = columns.map((column, index) =>
    [
      column.name,
      column.type,
      ...(keys === 1 && index === 0 ? ["PRIMARY KEY"] : []),
      ...(column.notNull ? ["NOT NULL"] : []),
      ...(column.unique ? ["UNIQUE"] : []),
      ...(column.default === undefined ? [] : [`DEFAULT ${column.default}`]),
      ...(column.check === undefined ? [] : [`CHECK (${column.check})`]),
      ...(column.references === undefined
        ? []
        : [`REFERENCES ${references(column.references.table)} (id)${column.references.action}`]),
    ].join(" ")
  );
  const key = keys > 1
    ? [`PRIMARY KEY (${columns.slice(0, keys).map((it) => it.name).join(", ")})`]
    : [];
  return `CREATE TABLE ${name} (${[...lines, ...key].join(", ")})`;
}

/** The statements that create a schema. */
export function createWorld({ tables, others }: World): string[] {
  return [...tables.map((it) => createTable(it)), ...others];
}
