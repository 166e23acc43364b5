import { type Cook, namesOf, pickTable, plainColumns, withChildren } from "../recipe.ts";
import { watchOf } from "../watch.ts";

/** A column set from another table, by UPDATE … FROM or a subquery. */
export const updateFrom: Cook = (kitchen) => {
  const { world, random } = kitchen;
  const table = pickTable(
    kitchen,
    (it) =>
      it.columns.some(({ references }) => references !== undefined) && plainColumns(it).length > 0,
  );
  if (table === undefined) return undefined;
  const key = table.columns.find((it) => it.references !== undefined)!;
  const parent = world.tables.find(({ name }) => name === key.references!.table)!;
  const target = random.pick(plainColumns(table));
  const source = random.pick(
    plainColumns(parent).length > 0 ? plainColumns(parent) : parent.columns,
  );
  const match = `${parent.name}.id = ${table.name}.${key.name}`;
  return {
    name: `update ${table.name}.${target.name} from ${parent.name}.${source.name}`,
    sql: [random.pick([
      `UPDATE ${table.name} SET ${target.name} = ${parent.name}.${source.name} FROM ${parent.name} WHERE ${match}`,
      `UPDATE ${table.name} SET ${target.name} = (SELECT ${source.name} FROM ${parent.name} WHERE ${match})`,
      `UPDATE ${table.name} SET ${target.name} = coalesce(${target.name}, (SELECT ${source.name} FROM ${parent.name} WHERE ${match}))`,
      `UPDATE OR IGNORE ${table.name} SET ${target.name} = ${parent.name}.${source.name} FROM ${parent.name} WHERE ${match} AND ${table.name}.${target.name} IS NULL`,
    ])],
    says: [table.keys === 0 ? table.name : `${table.name}.${target.name}`],
  };
};

/** Rows added to a table from another one, with some way to handle keys that are taken. */
export const upsert: Cook = (kitchen) => {
  const { random } = kitchen;
  const table = pickTable(kitchen, ({ keys, columns }) => keys === 1 && columns.length > 1);
  if (table === undefined) return undefined;
  const names = namesOf(table.columns);
  const column = names.slice(1).join(", ");
  const [first] = names.slice(1);
  const from = `SELECT ${names.join(", ")} FROM ${table.name}`;
  const [name, sql] = random.pick(
    [
      ["IGNORE", `INSERT OR IGNORE INTO ${table.name} (${names.join(", ")}) ${from}`],
      ["REPLACE", `INSERT OR REPLACE INTO ${table.name} (${names.join(", ")}) ${from}`],
      [
        "REPLACE of some columns",
        `REPLACE INTO ${table.name} (id, ${first}) SELECT id, ${first} FROM ${table.name}`,
      ],
      [
        "DO UPDATE",
        `INSERT INTO ${table.name} (${
          names.join(", ")
        }) ${from} WHERE true ON CONFLICT (id) DO UPDATE SET ${first} = excluded.${first}`,
      ],
      [
        "DO UPDATE to NULL",
        `INSERT INTO ${table.name} (${
          names.join(", ")
        }) ${from} WHERE true ON CONFLICT (id) DO UPDATE SET ${first} = NULL`,
      ],
      [
        "rows of its own",
        `INSERT INTO ${table.name} (${column}) SELECT ${column} FROM ${table.name} WHERE id < 0`,
      ],
    ] as const,
  );
  const says = name === "DO UPDATE to NULL" ? [`${table.name}.${first}`] : [];
  return {
    name: `upsert ${table.name}: ${name}`,
    sql: [sql],
    watches: [watchOf(table, { grows: true })],
    says,
  };
};

/** Rows deleted or changed explicitly. */
export const explicit: Cook = (kitchen) => {
  const { random, world } = kitchen;
  const table = pickTable(kitchen, (it) => plainColumns(it).length > 0);
  if (table === undefined) return undefined;
  const column = random.pick(plainColumns(table)).name;
  const { name } = table;
  const [sql, said] = random.pick(
    [
      [`DELETE FROM ${name} WHERE ${column} IS NULL`, name],
      [
        `DELETE FROM ${name} WHERE rowid NOT IN (SELECT min(rowid) FROM ${name} GROUP BY ${column})`,
        name,
      ],
      [`UPDATE ${name} SET ${column} = trim(${column})`, `${name}.${column}`],
      [`UPDATE ${name} SET ${column} = 'none' WHERE ${column} IS NULL`, `${name}.${column}`],
      [`UPDATE ${name} SET ${column} = NULL WHERE ${column} = ''`, `${name}.${column}`],
      [`DELETE FROM ${name}`, name],
      [`UPDATE ${name} SET rowid = rowid + 1000`, name],
    ] as const,
  );
  return {
    name: `explicit: ${sql}`,
    sql: [sql],
    says: said === name || table.keys === 0 ? withChildren(name, world) : [said],
  };
};
