import type { Random } from "../../bench/random.ts";
import { type Cook, type Kitchen, namesOf, pickTable, plainColumns } from "../recipe.ts";
import { watchOf } from "../watch.ts";
import { createTable, shuffled, type WorldColumn, type WorldTable } from "../world.ts";

/** A table rebuilt in some order of steps, with a copy that may lose something. */
export const rebuild: Cook = (kitchen) => {
  const { world, random } = kitchen;
  const table = pickTable(kitchen, ({ columns }) => columns.length > 1);
  if (table === undefined) return undefined;
  const edit = random.pick(EDITS)(table, random);
  const order = random.pick(ORDERS);
  const copy = random.chance(0.4) ? plainCopy : random.pick(COPIES);
  const copied = copy(table, edit.table, kitchen);
  if (copied === undefined) return undefined;
  const others = world.others.filter((sql) =>
    sql.startsWith("CREATE INDEX") && sql.includes(` ON ${table.name} `)
  );
  const sql = order.write(table, edit.table, copied.copy);
  return {
    name: `rebuild ${table.name}: ${edit.name}, ${order.name}, ${copied.name}`,
    sql: framed([
      ...sql,
      ...random.chance(0.5) ? others.filter((it) => mayBeIndexed(it, edit.table)) : [],
    ], random),
    watches: [watchOf(table, { without: edit.dropped ?? [] })],
    says: [...copied.says ?? [], ...edit.says ?? []],
    filters: copied.filters ?? [],
  };
};

function mayBeIndexed(sql: string, { columns }: WorldTable): boolean {
  return columns.some(({ name }) => sql.endsWith(`(${name})`));
}

/** The pragmas that people put around a rebuild. */
function framed(sql: readonly string[], random: Random): string[] {
  return random.pick([
    [...sql],
    [...sql],
    ["PRAGMA foreign_keys = OFF", ...sql, "PRAGMA foreign_keys = ON"],
    ["PRAGMA defer_foreign_keys = ON", ...sql],
    ["PRAGMA foreign_keys = OFF", "BEGIN", ...sql, "COMMIT", "PRAGMA foreign_keys = ON"],
  ]);
}

interface EditedTable {
  readonly name: string;
  readonly table: WorldTable;
  /** Columns that the new table is meant to lack. */
  readonly dropped?: readonly string[];
  readonly says?: readonly string[];
}

/** What the rebuild is for. */
const EDITS: readonly ((table: WorldTable, random: Random) => EditedTable)[] = [
  (table) => ({ name: "the same", table }),
  (table) => ({
    name: "a new column",
    table: {
      ...table,
      columns: [...table.columns, { name: "extra", type: "TEXT", default: "'x'" }],
    },
  }),
  (table, random) => ({
    name: "a new column between",
    table: {
      ...table,
      columns: table.columns.toSpliced(1 + random.below(table.columns.length - 1), 0, {
        name: "extra",
        type: "TEXT",
      }),
    },
  }),
  (table, random) => ({
    name: "columns in another order",
    table: {
      ...table,
      columns: [
        ...table.columns.slice(0, table.keys),
        ...shuffled(table.columns.slice(table.keys), random),
      ],
    },
  }),
  (table, random) =>
    altered(table, random, "another default", (it) => ({ ...it, default: "'new'" })),
  (table, random) => altered(table, random, "NOT NULL", (it) => ({ ...it, notNull: true })),
  (table, random) =>
    altered(
      table,
      random,
      "NOT NULL and a default",
      (it) => ({ ...it, notNull: true, default: "'none'" }),
    ),
  (table, random) => altered(table, random, "UNIQUE", (it) => ({ ...it, unique: true })),
  (table, random) =>
    altered(table, random, "a CHECK", (it) => ({ ...it, check: `length(${it.name}) > 0` })),
  (table, random) =>
    altered(table, random, "another type", (it) => ({
      ...it,
      type: random.pick(["TEXT", "INTEGER", "REAL", "NUMERIC", "BLOB"]),
    })),
  (table, random) => {
    const dropped = random.pick(
      plainColumns(table).length > 0 ? plainColumns(table) : table.columns,
    );
    return {
      name: `without ${dropped.name}`,
      table: { ...table, columns: table.columns.filter((it) => it !== dropped) },
      dropped: [dropped.name],
      says: [`${table.name}.${dropped.name}`],
    };
  },
  (table) => ({
    name: "other actions",
    table: {
      ...table,
      columns: table.columns.map((it) =>
        it.references
          ? { ...it, references: { ...it.references, action: " ON DELETE CASCADE" } }
          : it
      ),
    },
  }),
];

function altered(
  table: WorldTable,
  random: Random,
  name: string,
  change: (column: WorldColumn) => WorldColumn,
): EditedTable {
  const column = random.pick(plainColumns(table).length > 0 ? plainColumns(table) : table.columns);
  const columns = table.columns.map((it) => it === column ? change(it) : it);
  return { name: `${name} on ${column.name}`, table: { ...table, columns } };
}

interface Order {
  readonly name: string;
  write(table: WorldTable, later: WorldTable, copy: Copy): string[];
}

/** Writes the copy between two tables of these names. */
type Copy = (from: string, into: string) => readonly string[];

const ORDERS: readonly Order[] = [
  {
    name: "new, copy, drop, rename",
    write: ({ name }, later, copy) => [
      createTable({ ...later, name: `${name}_new` }),
      ...copy(name, `${name}_new`),
      `DROP TABLE ${name}`,
      `ALTER TABLE ${name}_new RENAME TO ${name}`,
    ],
  },
  {
    name: "rename, new, copy, drop",
    write: ({ name }, later, copy) => [
      `ALTER TABLE ${name} RENAME TO ${name}_old`,
      createTable(later),
      ...copy(`${name}_old`, name),
      `DROP TABLE ${name}_old`,
    ],
  },
  throughBackup("temporary backup, drop, new, copy", "CREATE TEMPORARY TABLE"),
  throughBackup("ordinary backup, drop, new, copy", "CREATE TABLE"),
  {
    name: "new, copy, drop, rename, in two files' worth of copies",
    write: ({ name }, later, copy) => [
      createTable({ ...later, name: `${name}_new` }),
      ...copy(name, `${name}_new`),
      `ALTER TABLE ${name} RENAME TO ${name}_old`,
      `ALTER TABLE ${name}_new RENAME TO ${name}`,
      `DROP TABLE ${name}_old`,
    ],
  },
];

/** The rows wait in a backup, which is dropped in the end. */
function throughBackup(name: string, creates: string): Order {
  return {
    name,
    write: ({ name }, later, copy) => [
      `${creates} ${name}_backup AS SELECT * FROM ${name}`,
      `DROP TABLE ${name}`,
      createTable(later),
      ...copy(`${name}_backup`, name),
      `DROP TABLE ${name}_backup`,
    ],
  };
}

interface Copied {
  readonly name: string;
  readonly copy: Copy;
  readonly says?: readonly string[];
  readonly filters?: readonly string[];
}

type WriteCopy = (table: WorldTable, later: WorldTable, kitchen: Kitchen) => Copied | undefined;

function shared(table: WorldTable, later: WorldTable): string[] {
  return namesOf(later.columns).filter((it) => namesOf(table.columns).includes(it));
}

function insert(
  into: string,
  columns: readonly string[],
  rest: string,
  verb = "INSERT INTO",
): string {
  return `${verb} ${into} (${columns.join(", ")}) ${rest}`;
}

const plainCopy: WriteCopy = (table, later) => ({
  name: "a whole copy",
  copy: (from, into) => {
    const columns = shared(table, later);
    return [insert(into, columns, `SELECT ${columns.join(", ")} FROM ${from}`)];
  },
});

/** A copy whose SELECT ends like this. */
function ending(
  name: string,
  end: (table: WorldTable, kitchen: Kitchen) => string | undefined,
): WriteCopy {
  return (table, later, kitchen) => {
    const tail = end(table, kitchen);
    if (tail === undefined) return undefined;
    const columns = shared(table, later);
    return {
      name,
      copy: (from, into) => [
        insert(into, columns, `SELECT ${columns.join(", ")} FROM ${from} ${tail}`),
      ],
      filters: /^(?:WHERE \w+ (?:IS|IN|<>)|GROUP)/.test(tail) ? [table.name] : [],
    };
  };
}

/** A copy that computes one of the columns. */
function computing(name: string, compute: (column: string) => string): WriteCopy {
  return (table, later, { random }) => {
    const columns = shared(table, later);
    const plain = namesOf(plainColumns(table)).filter((it) => columns.includes(it));
    if (plain.length === 0) return undefined;
    const column = random.pick(plain);
    const values = columns.map((it) => it === column ? compute(it) : it);
    return {
      name: `${name} of ${column}`,
      copy: (from, into) => [insert(into, columns, `SELECT ${values.join(", ")} FROM ${from}`)],
      says: [`${table.name}.${column}`],
    };
  };
}

/** A copy with another table joined to it. */
function joining(join: string): WriteCopy {
  return (table, later, { world, random }) => {
    const [[own, other] = [], ...more] = joinsOf(table, world.tables);
    if (own === undefined || other === undefined) return undefined;
    const [left, right] = random.chance(0.5) || more.length === 0 ? [own, other] : more[0]!;
    const columns = shared(table, later);
    const [otherTable] = right!.split(".") as [string];
    return {
      name: `${join} ${otherTable}`,
      copy: (from, into) => [
        insert(
          into,
          columns,
          `SELECT ${columns.map((it) => `o.${it}`).join(", ")} FROM ${from} AS o ` +
            `${join} ${otherTable} ON ${right} = o.${left}`,
        ),
      ],
    };
  };
}

/** The columns by which rows of other tables belong to rows of a table. */
function joinsOf(table: WorldTable, tables: readonly WorldTable[]): [string, string][] {
  const parents = table.columns.flatMap(({ name, references }): [string, string][] =>
    references === undefined ? [] : [[name, `${references.table}.id`]]
  );
  const children = tables.filter((it) => it !== table).flatMap((child) =>
    child.columns.flatMap(({ name, references }): [string, string][] =>
      references?.table === table.name ? [["id", `${child.name}.${name}`]] : []
    )
  );
  return [...parents, ...children];
}

/** Two conditions that are meant to be true of one half of the rows each. */
const HALVES: readonly ((column: string) => readonly [string, string])[] = [
  (column) => [`${column} < 1006`, `${column} >= 1006`],
  (column) => [`${column} > 'b'`, `NOT ${column} > 'b'`],
  (column) => [`${column} = '007'`, `${column} <> '007'`],
  (column) => [`${column} IS NULL`, `${column} IS NOT NULL`],
  (column) => [`${column} > 20010`, `coalesce(${column}, 0) <= 20010`],
];

const COPIES: readonly WriteCopy[] = [
  (table, later, { random }) => {
    const columns = shared(table, later);
    const omitted = random.pick(columns);
    const rest = columns.filter((it) => it !== omitted);
    return {
      name: `omits ${omitted}`,
      copy: (from, into) =>
        rest.length === 0 ? [] : [insert(into, rest, `SELECT ${rest.join(", ")} FROM ${from}`)],
    };
  },
  (table, later, { random }) => {
    const columns = shared(table, later);
    const plain = shuffled(columns.slice(table.keys), random);
    const [one, other] = plain;
    if (one === undefined || other === undefined) return undefined;
    const values = columns.map((it) => it === one ? other : it === other ? one : it);
    return {
      name: `swaps ${one} and ${other}`,
      copy: (from, into) => [insert(into, columns, `SELECT ${values.join(", ")} FROM ${from}`)],
    };
  },
  () => ({
    name: "copies all by order",
    copy: (from, into) => [`INSERT INTO ${into} SELECT * FROM ${from}`],
  }),
  (table, later) => ({
    name: "copies by order of the new columns",
    copy: (from, into) => [
      `INSERT INTO ${into} SELECT ${
        namesOf(later.columns).map((it) => shared(table, later).includes(it) ? it : "NULL").join(
          ", ",
        )
      } FROM ${from}`,
    ],
  }),
  () => ({ name: "copies nothing", copy: () => [] }),
  ending("WHERE NOT NULL", (table, { random }) => {
    const columns = plainColumns(table);
    return columns.length === 0 ? undefined : `WHERE ${random.pick(columns).name} IS NOT NULL`;
  }),
  ending("WHERE <>", (table, { random }) => {
    const columns = plainColumns(table);
    return columns.length === 0 ? undefined : `WHERE ${random.pick(columns).name} <> ''`;
  }),
  ending("WHERE parent exists", (table) => {
    const [column] = table.columns.filter((it) => it.references !== undefined);
    return column && `WHERE ${column.name} IN (SELECT id FROM ${column.references!.table})`;
  }),
  ending("LIMIT", () => "LIMIT 5"),
  ending("ORDER BY", (table) => `ORDER BY ${table.columns[0]!.name} DESC`),
  ending("GROUP BY", (table, { random }) => `GROUP BY ${random.pick(table.columns).name}`),
  ending("GROUP BY, HAVING", (table, { random }) => {
    const column = random.pick(table.columns).name;
    return `GROUP BY ${column} HAVING count(*) = 1`;
  }),
  (table, later) => {
    const columns = shared(table, later);
    return {
      name: "DISTINCT",
      copy: (from, into) => [
        insert(into, columns, `SELECT DISTINCT ${columns.join(", ")} FROM ${from}`),
      ],
    };
  },
  ...["INSERT OR IGNORE INTO", "INSERT OR REPLACE INTO", "REPLACE INTO"].map(
    (verb): WriteCopy => (table, later) => {
      const columns = shared(table, later);
      return {
        name: verb,
        copy: (from, into) => [
          insert(into, columns, `SELECT ${columns.join(", ")} FROM ${from}`, verb),
        ],
      };
    },
  ),
  ending("ON CONFLICT DO NOTHING", () => "WHERE true ON CONFLICT DO NOTHING"),
  ending(
    "UNION with itself",
    (table) => `UNION SELECT ${namesOf(table.columns).join(", ")} FROM ${table.name}`,
  ),
  ...["JOIN", "INNER JOIN", "LEFT JOIN", "LEFT JOIN"].map(joining),
  computing("a default for NULL", (column) => `coalesce(${column}, 'none')`),
  computing("a CAST", (column) => `CAST(${column} AS INTEGER)`),
  computing("lower()", (column) => `lower(${column})`),
  computing("nullif()", (column) => `nullif(${column}, '')`),
  computing("CASE", (column) => `CASE WHEN ${column} IS NULL THEN 'x' ELSE ${column} END`),
  (table, later, { random }) => {
    const columns = shared(table, later);
    const column = random.pick(columns);
    const [one, other] = random.pick(HALVES)(column);
    const half = (from: string, where: string) =>
      `SELECT ${columns.join(", ")} FROM ${from} WHERE ${where}`;
    const isOne = random.chance(0.3);
    return {
      name: `in two halves, ${one} and ${other}${isOne ? ", in one statement" : ""}`,
      copy: (from, into) =>
        isOne
          ? [insert(into, columns, `${half(from, one)} UNION ALL ${half(from, other)}`)]
          : [one, other].map((where) => insert(into, columns, half(from, where))),
    };
  },
  (table, later, { random }) => {
    const columns = shared(table, later);
    const [late] = shuffled(columns.slice(Math.max(table.keys, 1)), random);
    if (late === undefined || table.keys !== 1) return undefined;
    const rest = columns.filter((it) => it !== late);
    return {
      name: `${late} by UPDATE`,
      copy: (from, into) => [
        insert(into, rest, `SELECT ${rest.join(", ")} FROM ${from}`),
        `UPDATE ${into} SET ${late} = (SELECT o.${late} FROM ${from} AS o WHERE o.id = ${into}.id)`,
      ],
    };
  },
  (table, later, { random }) => {
    const columns = shared(table, later);
    const [late] = shuffled(columns.slice(Math.max(table.keys, 1)), random);
    if (late === undefined || table.keys !== 1) return undefined;
    const rest = columns.filter((it) => it !== late);
    return {
      name: `${late} by UPDATE without its WHERE`,
      copy: (from, into) => [
        insert(into, rest, `SELECT ${rest.join(", ")} FROM ${from}`),
        `UPDATE ${into} SET ${late} = (SELECT o.${late} FROM ${from} AS o)`,
      ],
    };
  },
];
