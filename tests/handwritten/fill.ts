import type { Random } from "../bench/random.ts";
import type { Database } from "../simulation/database.ts";
import type { World, WorldColumn, WorldTable } from "./world.ts";

/**
 * Inserts random rows that are valid: most values occur once, some are NULL, equal to one of another row,
 * equal but for case, or of another class than the type of their column.
 */
export function fillWorld(
  database: Database,
  { tables }: World,
  { random, mayBeEmpty }: { readonly random: Random; readonly mayBeEmpty: boolean },
): void {
  let next = 1;
  for (const table of tables) {
    const rows = mayBeEmpty && random.chance(0.3) ? 0 : 4 + random.below(8);
    for (let count = 0; count < rows; count++) {
      const number = next++;
      const values = table.columns.map((column) =>
        valueOf(database, { table, column }, {
          random,
          number,
        })
      );
      database.run(
        `INSERT INTO ${table.name} (${table.columns.map((it) => it.name).join(", ")}) ` +
          `VALUES (${values.join(", ")})`,
      );
    }
  }
}

function valueOf(
  database: Database,
  { table, column }: { readonly table: WorldTable; readonly column: WorldColumn },
  { random, number }: { readonly random: Random; readonly number: number },
): string {
  const isKey = table.keys === 1 && column === table.columns[0];
  const { references } = column;
  if (references !== undefined) {
    if (!column.notNull && random.chance(0.25)) return "NULL";
    const [parent] = database.query(
      `SELECT quote(id) FROM ${references.table} ORDER BY id LIMIT 1 OFFSET ${random.below(6)}`,
    );
    return parent === undefined ? "NULL" : String(parent[0]);
  }
  if (isKey) return column.type === "TEXT" ? `'key ${1000 + number}'` : String(1000 + number);
  if (!column.notNull && random.chance(0.15)) return "NULL";
  if (random.chance(0.12)) {
    const [other] = database.query(
      `SELECT quote(${column.name}) FROM ${table.name} WHERE ${column.name} IS NOT NULL ` +
        `LIMIT 1 OFFSET ${random.below(3)}`,
    );
    const same = String(other?.[0] ?? "NULL");
    if (same !== "NULL" && !same.includes("'||'")) {
      return random.chance(0.3) ? swapCase(same) : same;
    }
  }
  if (column.name === "created_at") {
    return `'2024-01-01 00:00:${String(number % 60).padStart(2, "0")}'`;
  }
  switch (column.type) {
    case "INTEGER":
      return String(random.chance(0.05) ? 9007199254740993n : 20_000 + number * 3);
    case "REAL":
      return `${number}.${random.pick(["25", "5", "1", "30000000000000004"])}`;
    case "BLOB":
      return `x'${number.toString(16).padStart(8, "0")}'`;
    case "NUMERIC":
      return random.chance(0.2) ? `'n ${number}'` : String(30_000 + number * 7);
    default:
      return random.chance(0.06)
        ? random.pick(["''", "'007'", "' padded '", "'9007199254740993'"])
        : `'${column.name} ${number}'`;
  }
}

function swapCase(literal: string): string {
  return literal.startsWith("'") ? literal.toUpperCase() : literal;
}
