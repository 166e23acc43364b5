import { quoteName } from "../../src/sql/names.ts";
import type { Random } from "../bench/random.ts";
import { type Database, literalOf, literalSql } from "./database.ts";
import { literalFor } from "./expressions.ts";
import {
  type ColumnModel,
  type ForeignKeyModel,
  type Id,
  rowidKey,
  type SchemaModel,
  type TableModel,
} from "./model.ts";
import { hasPlainRowid } from "./prune.ts";
import { type Kind, kindOf } from "./types.ts";

/** Inserts random rows into every table, as many as it accepts, and deletes a few. */
export function writeRows(
  database: Database,
  model: SchemaModel,
  options: { readonly random: Random; readonly perTable: number },
): void {
  const { random, perTable } = options;
  for (const table of [...model.tables, ...model.tables]) {
    for (let count = 0; count < perTable / 2; count++) {
      database.run(insertSql(database, table, { model, random }));
    }
  }
  for (const table of model.tables) {
    if (!hasPlainRowid(table) || !random.chance(0.5)) continue;
    const every = 5 + random.below(5);
    database.run(
      `DELETE FROM ${quoteName(table.name)} WHERE rowid % ${every} = ${random.below(every)}`,
    );
  }
  for (const search of model.searches) {
    if (search.content !== undefined) continue;
    const words = search.columns.map((_, index) => {
      if (search.module !== "rtree") return `'${random.pick(["red fox", "blue", "it''s", "9"])}'`;
      return index === 0 ? "NULL" : index === 1 ? "0.5" : index === 2 ? "7.25" : "'aside'";
    });
    database.run(`INSERT INTO ${quoteName(search.name)} VALUES (${words.join(", ")})`);
  }
  deleteDangling(database);
}

/** ON CONFLICT FAIL keeps part of a statement, sometimes with a row that has no parent. */
function deleteDangling(database: Database): void {
  const find = () => database.query('SELECT "table", rowid FROM pragma_foreign_key_check');
  database.run("PRAGMA foreign_keys = OFF");
  for (let rows = find(), round = 0; rows.length > 0 && round < 20; rows = find(), round++) {
    for (const [table, rowid] of rows) {
      const where = rowid === null ? "" : ` WHERE rowid = ${rowid}`;
      database.run(`DELETE FROM ${quoteName(String(table))}${where}`);
    }
  }
  database.run("PRAGMA foreign_keys = ON");
}

interface Surroundings {
  readonly model: SchemaModel;
  readonly random: Random;
}

function insertSql(database: Database, table: TableModel, around: Surroundings): string {
  const { random } = around;
  const values = new Map<Id, string>();
  for (const column of table.columns) {
    if (column.generated) continue;
    const mayLeave = column.default !== undefined || column.notNull === undefined;
    if (rowidKey(table) === column.id && random.chance(0.7)) continue;
    if (mayLeave && random.chance(0.15)) continue;
    values.set(column.id, randomValue(table, column, random));
  }
  for (const key of table.foreignKeys) {
    const parent = random.chance(0.85) ? parentValues(database, key, around) : undefined;
    key.columns.forEach((id, index) => values.set(id, parent?.[index] ?? "NULL"));
  }
  const names = [...values.keys()].map((id) =>
    quoteName(table.columns.find((it) => it.id === id)!.name)
  );
  const into = `INSERT INTO ${quoteName(table.name)}`;
  if (names.length === 0) return `${into} DEFAULT VALUES`;
  return `${into} (${names.join(", ")}) VALUES (${[...values.values()].join(", ")})`;
}

/** The key of a row of the parent, as literals. */
function parentValues(
  database: Database,
  key: ForeignKeyModel,
  { model, random }: Surroundings,
): string[] | undefined {
  const parent = model.tables.find((it) => it.id === key.parent)!;
  const columns = key.parentColumns.map((id) =>
    literalSql(quoteName(parent.columns.find((it) => it.id === id)!.name))
  );
  const rows = database.query(
    `SELECT ${columns.join(", ")} FROM ${quoteName(parent.name)} LIMIT 1 OFFSET ${random.below(6)}`,
  );
  return rows[0]?.map(literalOf);
}

function randomValue(table: TableModel, column: ColumnModel, random: Random): string {
  const required = column.notNull !== undefined ||
    table.primaryKey?.columns.some((it) => it.column === column.id);
  if (!required && random.chance(0.15)) return "NULL";
  const samples = table.checks.filter((check) =>
    check.expression.some((it) =>
      typeof it === "object" && "column" in it && it.column === column.id
    )
  ).flatMap((check) => check.samples);
  if (samples.length > 0 && random.chance(0.7)) return random.pick(samples);
  if (random.chance(0.06)) return random.pick(EXTREMES[kindOf(column.type)]);
  // Outside STRICT tables, a column can contain values of any type.
  if (!table.strict && random.chance(0.06)) {
    return random.pick(["'12'", "7", "2.5", "x'ff00'", "'07'", "'abc'", "''"]);
  }
  return random.chance(0.25) ? literalFor(random, column.type) : distinctValue(column, random);
}

/** Values at the limits of what SQLite can store. */
const EXTREMES: Record<Kind, readonly string[]> = {
  // After the largest rowid of all, the next one would be chosen at random.
  integer: ["4611686018427387904", "-9223372036854775808", "9007199254740993"],
  real: ["9e999", "-9e999", "-0.0", "4.9e-324", "1.7976931348623157e308", "0.1"],
  // A NUL character, bytes that are not UTF-8, and a text longer than a page. None is a number: if
  // a numeric column references texts, SQLite counts '0' and '00' as two parents of one row, and
  // stops.
  text: [
    "CAST(x'610062' AS TEXT)",
    "CAST(x'ff41' AS TEXT)",
    "replace(hex(zeroblob(3000)), '00', 'long')",
    "'9223372036854775808'",
  ],
  blob: ["zeroblob(5000)", "x'00'", "CAST('text' AS BLOB)"],
  numeric: ["-9223372036854775807", "-0.0", "9e999", "1e-7", "123456789012345678"],
};

function distinctValue(column: ColumnModel, random: Random): string {
  const number = random.below(100_000);
  switch (kindOf(column.type)) {
    case "integer":
      return String(random.chance(0.1) ? -number : number);
    case "real":
      return random.chance(0.1) ? `${number}e10` : `${number}.25`;
    case "text":
      return random.pick([`'text ${number}'`, `'${number}'`, `'ÄÖ ${number} "x"; --'`]);
    case "blob":
      return `x'${number.toString(16).padStart(6, "0")}'`;
    default:
      return String(number);
  }
}
