import { configTable } from "../../schema/text/virtual_options.ts";
import { fold, quoteName, quoteString } from "../../sql/names.ts";
import type {
  ArrivalStep,
  CloseGateStep,
  ConfigureStep,
  CopyStep,
  GateStep,
  KeepSettingsStep,
  OpenGateStep,
  Placeholder,
  ReleaseStep,
  SettingStep,
} from "../step.ts";
import { takesSavepoint, type Target } from "../../base/target.ts";

/** The length from which lines of a migration are broken. */
export const WIDTH = 100;

/** The SQL of each setting, and the reason for it if it needs one. */
export const SETTINGS: Readonly<
  Record<SettingStep["setting"], { readonly sql: string; readonly why?: string }>
> = {
  "defer-keys-of-orphans": {
    sql: "PRAGMA defer_foreign_keys = ON",
    why: "Existing orphan rows are kept: foreign keys are checked at the end",
  },
  "defer-keys-of-circle": {
    sql: "PRAGMA defer_foreign_keys = ON",
    why: "Tables reference each other: foreign keys are checked at the end",
  },
  "follow-renames": {
    sql: "PRAGMA legacy_alter_table = OFF",
    why: "Renaming a table also updates what references it",
  },
  "keep-references": { sql: "PRAGMA legacy_alter_table = ON" },
  "foreign-keys-off": {
    sql: "PRAGMA foreign_keys = OFF",
    why: "For runners with foreign keys off: if yours has them on, turn them on again afterwards",
  },
  "ignore-checks": { sql: "PRAGMA ignore_check_constraints = ON" },
  "enforce-checks": { sql: "PRAGMA ignore_check_constraints = OFF" },
};

/**
 * The statements that copy rows. The AUTOINCREMENT counter comes first: SQLite continues from it.
 * OR ABORT overrides a conflict clause that could leave rows out without an error.
 * https://www.sqlite.org/lang_conflict.html
 */
export function copySql(step: CopyStep): string[] {
  const columns = step.columns.map((copy) => copy.column).join(", ");
  const values = step.columns.map((copy) => copy.value).join(", ");
  const reads = step.reads.length === 0 ? "" : `WITH ${step.reads.join(",\n  ")}\n`;
  const insert = step.orAbort ? "INSERT OR ABORT INTO" : "INSERT INTO";
  const [from, to] = [quoteString(step.from), quoteString(step.to)];
  return [
    ...(step.carriesSequence
      ? [inLines(
        "INSERT INTO sqlite_sequence (name, seq)",
        `SELECT ${to}, seq FROM sqlite_sequence WHERE name = ${from}`,
      )]
      : []),
    inLines(
      `${reads}${insert} ${quoteName(step.to)} (${columns})`,
      `SELECT ${values} FROM ${step.source}`,
    ),
  ];
}

/** The statement that copies settings; FTS5 writes that of its format by itself. */
export function configureSql({ from, to }: ConfigureStep): string[] {
  const name = quoteName(to);
  return [inLines(
    `INSERT INTO ${name} (${name}, rank)`,
    `SELECT k, v FROM ${quoteName(from)} WHERE k <> 'version'`,
  )];
}

/** The statement that saves settings. */
export function keepSettingsSql({ table, aside }: KeepSettingsStep): string[] {
  return [`CREATE TABLE ${quoteName(aside)} AS SELECT k, v FROM ${quoteName(configTable(table))}`];
}

/** The statements that create the placeholder. */
export function placeholderSql(placeholder: Placeholder): string {
  const name = quoteName(placeholder.name);
  if (placeholder.kind === "index") {
    const { table, columns, unique } = placeholder;
    return `CREATE ${unique ? "UNIQUE " : ""}INDEX ${name} ON ${quoteName(table)} (${
      list(columns)
    })`;
  }
  const { keys } = placeholder;
  const columns = new Map(keys.flat().map((column) => [fold(column), column]));
  const uniques = new Set(keys.map((key) => `(${list(key)})`));
  const constraints = [...uniques].map((key, index) =>
    `${index === 0 ? "PRIMARY KEY" : "UNIQUE"} ${key}`
  );
  return `CREATE TABLE ${name} (${[list([...columns.values()]), ...constraints].join(", ")})`;
}

/** Creates the gate, with a CHECK named after each problem. */
export function openGateSql({ gate, checks, again }: OpenGateStep): string[] {
  const columns = checks.map(({ column, problem }) =>
    `${column} CONSTRAINT ${quoteName(problem)} CHECK (${column})`
  );
  const list = columns.length === 1 ? columns[0] : `\n  ${columns.join(",\n  ")}\n`;
  return [`CREATE TABLE ${again ? "IF NOT EXISTS " : ""}${quoteName(gate)} (${list})`];
}

/** Inserts the value of a condition into the gate, which accepts nothing that is false. */
export function gateSql({ gate, column, condition }: GateStep): string[] {
  return [inLines(`INSERT INTO ${quoteName(gate)} (${column})`, `SELECT ${condition}`)];
}

/** How many conditions one statement has: D1 accepts expressions up to a depth of 100. */
const CHUNK = 40;

function chunks(conditions: readonly string[]): string[][] {
  const count = Math.ceil(conditions.length / CHUNK);
  return Array.from(
    { length: count },
    (_, index) => conditions.slice(index * CHUNK, (index + 1) * CHUNK),
  );
}

/** Inserts nothing if a condition is false, and does not compile if a table is missing. */
export function arrivalSql({ gate, column, conditions }: ArrivalStep): string[] {
  const where = chunks(conditions).map((chunk) => chunk.join("\n    AND ")).join(")\n    AND (");
  return [
    `INSERT INTO ${quoteName(gate)} (${column}) SELECT 1\n  WHERE ${
      conditions.length > CHUNK ? `(${where})` : where
    }`,
  ];
}

/** Compiles whatever failed before, so that it always runs. */
export function closeGateSql(
  { gate, column, passes, times }: CloseGateStep,
  target: Target,
): string[] {
  // If the runner opened the transaction, an error is enough to make it roll back.
  const insert = takesSavepoint(target) ? "INSERT OR ROLLBACK INTO" : "INSERT INTO";
  const all = passes === 1 ? "count(*)" : `count(*) >= ${passes}`;
  const name = quoteName(gate);
  const close = `${insert} ${name} (${column}) SELECT ${all} FROM ${name}`;
  return [...Array<string>(times).fill(close), `DROP TABLE ${name}`];
}

/** Sets columns of every row in a table that was set aside. */
export function releaseSql({ aside, columns }: ReleaseStep): string[] {
  const set = columns.map(({ column, value }) => `${column} = ${value}`).join(", ");
  return [`UPDATE ${quoteName(aside)} SET ${set}`];
}

/** Two parts of a statement, on one line if they fit. */
function inLines(first: string, second: string): string {
  return `${first}${first.length + second.length < WIDTH ? " " : "\n  "}${second}`;
}

function list(columns: readonly string[]): string {
  return columns.map(quoteName).join(", ");
}
