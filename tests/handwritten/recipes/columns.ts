import { type Cook, pickTable, plainColumns } from "../recipe.ts";
import { watchOf } from "../watch.ts";
import { shuffled } from "../world.ts";

/** A column that another one replaces: added, filled by an UPDATE, and the first one dropped. */
export const replaceColumn: Cook = (kitchen) => {
  const { random } = kitchen;
  const table = pickTable(kitchen, (it) => plainColumns(it).some((column) => !column.unique));
  if (table === undefined) return undefined;
  const column = random.pick(plainColumns(table).filter((it) => !it.unique));
  const other = random.pick(table.columns);
  const fresh = `${column.name}_new`;
  const type = random.chance(0.7) ? column.type : random.pick(["TEXT", "INTEGER", "REAL"]);
  const wrong = random.chance(0.4);
  const [name, update] = wrong
    ? random.pick([
      ["nothing", ""],
      ["another column", `UPDATE ${table.name} SET ${fresh} = ${other.name}`],
      [
        "some rows",
        `UPDATE ${table.name} SET ${fresh} = ${column.name} WHERE ${other.name} IS NOT NULL`,
      ],
      [
        "rows without a certain value",
        `UPDATE ${table.name} SET ${fresh} = ${column.name} WHERE ${other.name} <> '007'`,
      ],
      ["rows up to a key", `UPDATE ${table.name} SET ${fresh} = ${column.name} WHERE rowid < 3`],
      [
        "one value",
        `UPDATE ${table.name} SET ${fresh} = (SELECT ${column.name} FROM ${table.name})`,
      ],
      [
        "the largest",
        `UPDATE ${table.name} SET ${fresh} = (SELECT max(${column.name}) FROM ${table.name})`,
      ],
    ])
    : random.pick([
      ["all", `UPDATE ${table.name} SET ${fresh} = ${column.name}`],
      [
        "all that have one",
        `UPDATE ${table.name} SET ${fresh} = ${column.name} WHERE ${column.name} IS NOT NULL`,
      ],
      [
        "all with a default",
        `UPDATE ${table.name} SET ${fresh} = coalesce(${column.name}, 'none')`,
      ],
      ["a cast", `UPDATE ${table.name} SET ${fresh} = CAST(${column.name} AS ${type})`],
    ]);
  const renames = random.chance(0.5)
    ? [`ALTER TABLE ${table.name} RENAME COLUMN ${fresh} TO ${column.name}`]
    : [];
  const names = table.columns.map((it) => it === column && renames.length === 0 ? fresh : it.name);
  return {
    name: `replace ${table.name}.${column.name}, which gets ${name}`,
    sql: [
      `ALTER TABLE ${table.name} ADD COLUMN ${fresh} ${type}`,
      ...update === "" ? [] : [update],
      `ALTER TABLE ${table.name} DROP COLUMN ${column.name}`,
      ...renames,
    ],
    watches: [watchOf(table, { values: names })],
    // A condition on the column itself says which values are not needed. Without a key, a row with a
    // default in place of NULL is another row.
    says: name === "a cast" || (name === "rows without a certain value" && other === column) ||
        (name === "all with a default" && table.keys === 0)
      ? [`${table.name}.${column.name}`]
      : [],
    // What an expression computes from a value is its own business.
    filters: name === "all with a default" ? [table.name] : [],
  };
};

/** Two columns that swap their names. */
export const swapColumns: Cook = (kitchen) => {
  const table = pickTable(kitchen, (it) => plainColumns(it).length > 1);
  if (table === undefined) return undefined;
  const [one, other] = shuffled(plainColumns(table), kitchen.random);
  const rename = (from: string, to: string) =>
    `ALTER TABLE ${table.name} RENAME COLUMN ${from} TO ${to}`;
  const values = table.columns.map((it) =>
    it === one ? other!.name : it === other ? one!.name : it.name
  );
  return {
    name: `swap ${table.name}.${one!.name} and ${other!.name}`,
    sql: [
      rename(one!.name, "swapped"),
      rename(other!.name, one!.name),
      rename("swapped", other!.name),
    ],
    watches: [watchOf(table, { values })],
  };
};

/** A column dropped and added again. */
export const readdColumn: Cook = (kitchen) => {
  const table = pickTable(kitchen, (it) => plainColumns(it).some((column) => !column.unique));
  if (table === undefined) return undefined;
  const column = kitchen.random.pick(plainColumns(table).filter((it) => !it.unique));
  return {
    name: `drop ${table.name}.${column.name} and add it again`,
    sql: [
      `ALTER TABLE ${table.name} DROP COLUMN ${column.name}`,
      `ALTER TABLE ${table.name} ADD COLUMN ${column.name} ${column.type}`,
    ],
  };
};
