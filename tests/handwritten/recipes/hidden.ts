import { type Cook, pickTable, plainColumns, withChildren } from "../recipe.ts";

/** A trigger that does something to other rows, and a statement that fires it. */
export const fireTrigger: Cook = (kitchen) => {
  const { random, world } = kitchen;
  const table = pickTable(kitchen, (it) => plainColumns(it).length > 0);
  const victim = pickTable(kitchen, (it) => it !== table && plainColumns(it).length > 0);
  if (table === undefined || victim === undefined || world.tables.length < 2) return undefined;
  const column = random.pick(plainColumns(table)).name;
  const other = random.pick(plainColumns(victim)).name;
  const action = random.pick([
    `DELETE FROM ${victim.name} WHERE ${other} IS NOT NULL`,
    `UPDATE ${victim.name} SET ${other} = NULL`,
    `UPDATE ${victim.name} SET ${other} = new.${column} WHERE rowid = new.rowid`,
    `INSERT OR REPLACE INTO ${victim.name} SELECT * FROM ${victim.name}`,
  ]);
  return {
    name: `fire a trigger: ${action}`,
    sql: [
      `CREATE TRIGGER fired AFTER UPDATE ON ${table.name} BEGIN ${action}; END`,
      `UPDATE ${table.name} SET ${column} = ${column}`,
      ...random.chance(0.5) ? ["DROP TRIGGER fired"] : [],
    ],
    // What it deletes is a warning, and what becomes of others by that a note.
    filters: withChildren(victim.name, world).slice(action.startsWith("UPDATE") ? 0 : 1),
  };
};

/** A key that gets new numbers, perhaps with the references to it. */
export const renumber: Cook = (kitchen) => {
  const { random, world } = kitchen;
  const table = pickTable(
    kitchen,
    ({ keys, columns }) => keys === 1 && columns[0]!.type === "INTEGER",
  );
  if (table === undefined) return undefined;
  const children = world.tables.flatMap((child) =>
    child.columns.flatMap(({ name, references }) =>
      references?.table === table.name ? [[child.name, name] as const] : []
    )
  );
  const follows = random.chance(0.5);
  return {
    name: `renumber ${table.name}${follows ? " and its children" : ""}`,
    sql: [
      "PRAGMA defer_foreign_keys = ON",
      `UPDATE ${table.name} SET id = id + 5000`,
      ...follows
        ? children.map(([child, name]) => `UPDATE ${child} SET ${name} = ${name} + 5000`)
        : [],
    ],
    says: [table.name, ...children.map(([child]) => child)],
  };
};
