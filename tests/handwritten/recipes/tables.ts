import { type Cook, namesOf, pickTable, plainColumns } from "../recipe.ts";
import { watchOf } from "../watch.ts";
import { createTable, shuffled } from "../world.ts";

/** Two tables that swap their names. */
export const swapTables: Cook = (kitchen) => {
  const tables = shuffled(
    kitchen.world.tables.filter(({ name }) => name !== "log"),
    kitchen.random,
  );
  const [one, other] = tables;
  if (one === undefined || other === undefined) return undefined;
  const rename = (from: string, to: string) => `ALTER TABLE ${from} RENAME TO ${to}`;
  return {
    name: `swap ${one.name} and ${other.name}`,
    sql: [rename(one.name, "swapped"), rename(other.name, one.name), rename("swapped", other.name)],
    watches: [watchOf(one, { from: other.name }), watchOf(other, { from: one.name })],
  };
};

/** A table replaced by a swap with another one that was filled from it. */
export const replaceTable: Cook = (kitchen) => {
  const { random } = kitchen;
  const table = pickTable(kitchen, ({ keys }) => keys > 0);
  if (table === undefined) return undefined;
  const names = namesOf(table.columns).join(", ");
  const [how, copy] = random.pick(
    [
      ["all", `INSERT INTO ${table.name}_2 (${names}) SELECT ${names} FROM ${table.name}`],
      ["CREATE AS", ""],
      [
        "an aggregate",
        `INSERT INTO ${table.name}_2 (${names}) SELECT ${
          namesOf(table.columns).map((it, at) => at === 0 ? it : `max(${it})`).join(", ")
        } FROM ${table.name} GROUP BY ${table.columns.at(-1)!.name}`,
      ],
      [
        "the first ones",
        `INSERT INTO ${table.name}_2 (${names}) SELECT ${names} FROM ${table.name} ORDER BY 1 LIMIT 100`,
      ],
    ] as const,
  );
  const keeps = random.chance(0.3);
  return {
    name: `replace ${table.name} by a copy with ${how}`,
    sql: [
      copy === ""
        ? `CREATE TABLE ${table.name}_2 AS SELECT * FROM ${table.name}`
        : createTable({ ...table, name: `${table.name}_2` }),
      ...copy === "" ? [] : [copy],
      ...keeps
        ? [`ALTER TABLE ${table.name} RENAME TO ${table.name}_old`]
        : [`DROP TABLE ${table.name}`],
      `ALTER TABLE ${table.name}_2 RENAME TO ${table.name}`,
    ],
    watches: [watchOf(table, keeps ? { from: `${table.name}_old` } : {})],
    filters: how === "an aggregate" ? [table.name] : [],
  };
};

/** Columns that move into a table of their own. */
export const splitTable: Cook = (kitchen) => {
  const { random } = kitchen;
  const table = pickTable(
    kitchen,
    (it) => it.keys === 1 && plainColumns(it).some((column) => !column.unique),
  );
  if (table === undefined) return undefined;
  const { name } = table;
  const column = random.pick(plainColumns(table).filter((it) => !it.unique)).name;
  const part = `${name}_part`;
  const [how, where] = random.pick([
    ["all", ""],
    ["those that have one", ` WHERE ${column} IS NOT NULL`],
    ["those that differ", ` WHERE ${column} <> ''`],
    ["one of each", ` GROUP BY ${column}`],
  ]);
  return {
    name: `split ${name}.${column} off: ${how}`,
    sql: [
      `CREATE TABLE ${part} (owner_id ${
        table.columns[0]!.type
      } PRIMARY KEY REFERENCES ${name} (id) ON DELETE CASCADE, ${column})`,
      `INSERT INTO ${part} (owner_id, ${column}) SELECT id, ${column} FROM ${name}${where}`,
      `ALTER TABLE ${name} DROP COLUMN ${column}`,
    ],
    watches: [watchOf(table, {
      values: namesOf(table.columns).map((it) => it === column ? `part.${it}` : `whole.${it}`),
      from: `${name} AS whole LEFT JOIN ${part} AS part ON part.owner_id = whole.id`,
    })],
  };
};

/** Two tables that become one. */
export const mergeTables: Cook = (kitchen) => {
  const { random, world } = kitchen;
  const suits = world.tables.filter((it) =>
    it.keys === 1 && it.name !== "log" && plainColumns(it).length > 0
  );
  const [one, other] = shuffled(suits, random);
  if (one === undefined || other === undefined) return undefined;
  const [left, right] = [
    random.pick(plainColumns(one)).name,
    random.pick(plainColumns(other)).name,
  ];
  const select = (table: string, column: string) =>
    `SELECT '${table}', id, ${column} FROM ${table}`;
  const [how, rows] = random.pick([
    ["UNION ALL", `${select(one.name, left)} UNION ALL ${select(other.name, right)}`],
    ["UNION", `${select(one.name, left)} UNION ${select(other.name, right)}`],
    [
      "UNION of values",
      `SELECT '', '', ${left} FROM ${one.name} UNION SELECT '', '', ${right} FROM ${other.name}`,
    ],
    ["EXCEPT", `${select(one.name, left)} EXCEPT ${select(other.name, right)}`],
  ]);
  const moved = (table: string, column: string) => ({
    table,
    columns: ["id", column],
    keys: 1,
    before: { values: ["id", column], from: table },
    after: { values: ["source_id", "value"], from: `merged WHERE source = '${table}'` },
  });
  const drops = random.chance(0.5);
  return {
    name: `merge ${one.name}.${left} and ${other.name}.${right}: ${how}`,
    sql: [
      "CREATE TABLE merged (source TEXT, source_id, value)",
      `INSERT INTO merged ${rows}`,
      ...drops
        ? [
          `ALTER TABLE ${one.name} DROP COLUMN ${left}`,
          `ALTER TABLE ${other.name} DROP COLUMN ${right}`,
        ]
        : [],
    ],
    watches: drops ? [moved(one.name, left), moved(other.name, right)] : [],
  };
};
