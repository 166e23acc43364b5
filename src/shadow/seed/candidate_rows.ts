import { affinityOf } from "../../schema/constraints/affinity.ts";
import { isConstant } from "../../schema/constraints/defaults.ts";
import { mentions } from "../../schema/dependencies/mentions.ts";
import {
  isInKey,
  isRowidColumn,
  referencedColumns,
  rowidColumn,
} from "../../schema/constraints/keys.ts";
import { type Column, findByName, foreignKeysOf, type Table } from "../../schema/snapshot.ts";
import { fold, quoteName, quoteString, sameName } from "../../sql/names.ts";
import { isWord, significant, tokenize } from "../../sql/tokens.ts";

/** How the values of a candidate row are chosen, apart from what constraints require. */
interface Attempt {
  /** Whether there are NULLs and defaults, and the root of a tree. */
  readonly isSparse?: true;
  /** Whether values are taken from the literals of checks, which may be forbidden values. */
  readonly usesLiterals?: true;
  /** Whether texts are JSON: an expression of the table may parse them, and refuse the row otherwise. */
  readonly isJson?: true;
  /**
   * What every column gets if it can: NULL, since it may accept nothing else, such as a vector whose size is
   * about to change; a constant default; any default.
   */
  readonly last?: "null" | "constant" | "default";
}

/** The rows that are tried for each row of a table, each with other values. */
const ATTEMPTS: readonly Attempt[] = [
  ...Array<Attempt>(6).fill({ isSparse: true, usesLiterals: true }),
  ...Array<Attempt>(2).fill({ isSparse: true, usesLiterals: true, isJson: true }),
  ...Array<Attempt>(2).fill({ usesLiterals: true }),
  ...Array<Attempt>(2).fill({}),
  ...Array<Attempt>(2).fill({ isJson: true }),
  { last: "null" },
  { last: "constant" },
  { last: "default" },
];

/** How many rows are tried for each of the columns of which just one may have a value. */
const ALTERNATIVE_ATTEMPTS = 5;

/** How much larger the numbers of every third attempt are. */
const NEXT_NUMBERS = 10;

/** The most that a number in a column can exceed its offset by, if a table gets a few rows. */
export const NUMBERS_PER_COLUMN = 60;

/** A row to try: SQL literals by column. A missing column gets its default. */
export type CandidateRow = ReadonlyMap<string, string>;

/** The rows inserted so far, by folded table: possible parents of new ones. */
export type RowsByTable = ReadonlyMap<string, readonly CandidateRow[]>;

/** Options for the values of rows, apart from what constraints require. */
export interface ValueStyle {
  /**
   * An offset for the numbers in a column, so that its values differ from those of others. Default
   * 0.
   */
  readonly numbersFrom?: (column: Column) => number;
  /** Whether there are rows with NULLs and defaults where possible. Default true. */
  readonly sparse?: boolean;
  /** Whether texts are JSON: an array with one object. Default false. */
  readonly json?: boolean;
  /** Whether the texts in a column are dates. Default false. */
  readonly isDate?: (column: Column) => boolean;
}

/**
 * Rows that may satisfy a table's constraints, the likely ones first, generated lazily; the engine
 * decides whether they do. Children reference existing rows, values come from the literals of
 * checks if there are any, and some rows leave out nullable columns. `also` is the table after the
 * migration, whose constraints the rows must satisfy next.
 */
export function* candidateRows(
  table: Table,
  options: ValueStyle & {
    readonly also: Table | undefined;
    /** The existing tables: a foreign key may omit the columns of its parent. */
    readonly tables: readonly Table[];
    readonly rows: RowsByTable;
    readonly count: number;
  },
): Generator<CandidateRow> {
  const { also, tables, rows, count, numbersFrom = () => 0, sparse = true, json = false } = options;
  const { isDate = () => false } = options;
  const both = [table, ...(also ? [also] : [])];
  const literals = literalsByColumn(both);
  const rowids = both.flatMap((it) => rowidColumn(it) ?? []);
  const laterOf = ({ name }: Column) => also?.columns.find((it) => sameName(it.name, name));
  const isRequired = (column: Column) =>
    column.notNull !== undefined || isInKey(table, column.name) ||
    laterOf(column)?.notNull !== undefined;
  const rowFor = (
    attempt: number,
    { sparse, kept = [] }: { readonly sparse: boolean; readonly kept?: readonly string[] },
  ) => {
    const row = new Map<string, string>();
    for (const column of table.columns) {
      if (column.generated !== undefined) continue;
      const value = valueFor(column, {
        attempt,
        number: count + 1,
        from: numbersFrom(column),
        sparse,
        literals: literals.get(fold(column.name)) ?? [],
        required: isRequired(column) || kept.includes(column.name),
        isRowid: isRowidColumn(table, column.name),
        isDate: isDate(column),
        json,
      });
      if (value !== undefined) row.set(column.name, value);
    }
    // Each row references another parent, so that what is copied from parent to child is copied for
    // all.
    const turn = count + attempt;
    // A tree has a root.
    const isRoot = (names: readonly string[]) =>
      ATTEMPTS[attempt]!.isSparse === true &&
      table.columns.some((it) => names.some((name) => sameName(name, it.name)) && !isRequired(it));
    for (const source of both) setForeignKeys(row, { source, tables, rows, turn, rowids, isRoot });
    return row;
  };
  for (const attempt of ATTEMPTS.keys()) yield rowFor(attempt, { sparse });
  const groups = alternatives(table, { both, isRequired });
  for (let turn = 0; turn < Math.max(0, ...groups.map(({ length }) => length)); turn++) {
    const kept = groups.map((group) => group[(count + turn) % group.length]!);
    const absent = groups.flat().filter((name) => !kept.includes(name));
    for (let attempt = 0; attempt < ALTERNATIVE_ATTEMPTS; attempt++) {
      const row = rowFor(attempt, { sparse: attempt === 0, kept });
      yield new Map([...row, ...absent.map((name) => [name, "NULL"] as const)]);
    }
  }
}

/**
 * The columns that checks of NULL mention together, a list for each check: often just one of them
 * may have a value.
 */
function alternatives(
  table: Table,
  { both, isRequired }: {
    readonly both: readonly Table[];
    readonly isRequired: (column: Column) => boolean;
  },
): string[][] {
  const open = table.columns.filter((it) => it.generated === undefined && !isRequired(it));
  const groups = both.flatMap(({ constraints }) => constraints).flatMap((constraint) => {
    if (constraint.kind !== "check") return [];
    const { expression } = constraint;
    if (!tokenize(expression).some((token) => isWord(token, ...NULL_TESTS))) return [];
    const names = mentions(expression);
    return [open.filter(({ name }) => names.has(fold(name))).map(({ name }) => name)];
  });
  return groups.filter((group) => group.length > 1);
}

const NULL_TESTS = ["null", "isnull", "notnull"];

interface ValueOptions {
  /** The index among the attempts. */
  readonly attempt: number;
  /** The number of this row in its table, from 1, which makes values distinct. */
  readonly number: number;
  /** An offset added to `number` when a value is made of it. */
  readonly from: number;
  /** Whether to use NULL or the default of a column. */
  readonly sparse: boolean;
  readonly literals: readonly string[];
  readonly required: boolean;
  /** Whether the column is the rowid, which has no default. */
  readonly isRowid: boolean;
  readonly isDate: boolean;
  readonly json: boolean;
}

/** A value for a column, or undefined for its default. */
function valueFor(column: Column, options: ValueOptions): string | undefined {
  const { attempt, number, from, literals, required, isRowid } = options;
  const { isSparse, usesLiterals, isJson, last } = ATTEMPTS[attempt]!;
  const hasDefault = column.default !== undefined && !isRowid;
  const sparse = options.sparse && isSparse;
  if ((sparse || last === "null") && column.notNull === undefined && !required) return "NULL";
  // The clock or randomness may be in an expression, and rows should be the same in every run.
  const isPlain = hasDefault && isConstant(column.default!);
  if (sparse && isPlain && column.default !== "null") return undefined;
  if (last === "default" || (last === "constant" && isPlain === hasDefault)) {
    return hasDefault ? undefined : String(number);
  }
  if (literals.length > 0 && usesLiterals) {
    return literals[(number + attempt - 1) % literals.length]!;
  }
  const own = from + number + Math.floor(attempt / 3) * NEXT_NUMBERS;
  const value = plainValue(column.type, own);
  if (!value.startsWith("'text ")) return value;
  // Days apart, since an offset makes one of the next.
  if (options.isDate) return quoteString(dayAfter(own * DAYS_APART));
  return options.json || isJson ? quoteString(`[{"number":${own}}]`) : value;
}

const DAYS_APART = 10;

/**
 * A value that the type stores without conversion. A `switch` for speed: rows are made by the hundred.
 * https://www.sqlite.org/datatype3.html#affname
 */
function plainValue(type: string, number: number): string {
  const vector = vectorValue(type, number);
  if (vector !== undefined) return vector;
  if (type === "" || type === "ANY") return quoteString(`value ${number}`);
  switch (affinityOf(type)) {
    case "integer":
      return String(number);
    case "text":
      return quoteString(`text ${number}`);
    case "blob":
      return `x'${evenHexDigits(number)}'`;
    case "real":
      return `${number}.5`;
    case "numeric":
      return numericValue(type, number);
  }
}

/** A value of the kind that programs store under a type that has numeric affinity only by default. */
function numericValue(type: string, number: number): string {
  if (/DATE|TIME/.test(type)) {
    return quoteString(dayAfter(number));
  }
  if (/BOOL/.test(type)) return String(number % 2);
  return /JSON/.test(type) ? quoteString(`{"number":${number}}`) : String(number);
}

/** The date a number of days after 2026-01-01, wrapping around after a lifetime. */
function dayAfter(days: number): string {
  return new Date(Date.UTC(2026, 0, 1 + days % 20_000)).toISOString().slice(0, "2026-01-01".length);
}

/** The number in hexadecimal, in more digits than any number that looks like it has. */
function evenHexDigits(number: number): string {
  return number.toString(16).padStart(8, "0");
}

/** A vector of the element type and size in the type name, for libSQL only. */
function vectorValue(type: string, number: number): string | undefined {
  const [, kind, size] = /^(\w+) ?\( ?(\d+) ?\)$/.exec(type) ?? [];
  const make = VECTORS.get(kind ?? "");
  return make && `${make}('[${Array(Number(size)).fill(number).join(",")}]')`;
}

/** https://docs.turso.tech/features/ai-and-embeddings#types */
const VECTORS: ReadonlyMap<string, string> = new Map([
  ["VECTOR", "vector32"],
  ["F64_BLOB", "vector64"],
  ["FLOAT64", "vector64"],
  ["F32_BLOB", "vector32"],
  ["FLOAT32", "vector32"],
  ["F16_BLOB", "vector16"],
  ["FLOAT16", "vector16"],
  ["FB16_BLOB", "vectorb16"],
  ["FLOATB16", "vectorb16"],
  ["F8_BLOB", "vector8"],
  ["FLOAT8", "vector8"],
  ["F1BIT_BLOB", "vector1bit"],
  ["FLOAT1BIT", "vector1bit"],
]);

/** The literals in the checks of the tables that mention a column, by its folded name. */
function literalsByColumn(tables: readonly Table[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { names, literals } of tables.flatMap(checkLiterals)) {
    for (const name of names) found.set(name, [...found.get(name) ?? [], ...literals]);
  }
  return found;
}

interface CheckLiterals {
  readonly names: ReadonlySet<string>;
  readonly literals: readonly string[];
}

/** The columns that each check of a table mentions, and its literals. */
function checkLiterals(table: Table): readonly CheckLiterals[] {
  const known = CHECK_LITERALS.get(table);
  if (known !== undefined) return known;
  const found = table.constraints.flatMap((it) =>
    it.kind === "check"
      ? { names: mentions(it.expression), literals: literalsIn(it.expression) }
      : []
  );
  CHECK_LITERALS.set(table, found);
  return found;
}

/** Asked once for each row. */
const CHECK_LITERALS = new WeakMap<Table, readonly CheckLiterals[]>();

/** The literals in an expression, their neighbouring numbers, and texts as long as these. */
export function literalsIn(expression: string): string[] {
  const json = mentions(expression).has("json_valid") ? ["'{}'", "'[]'"] : [];
  return json.concat(
    significant(tokenize(expression)).flatMap((token) => {
      if (token.kind === "string") return [token.text];
      if (token.kind !== "number") return [];
      const value = Number(token.text);
      // A string of that length satisfies a length check, a neighbour satisfies a bound.
      const text = quoteString("x".repeat(Math.min(Math.max(Math.trunc(value), 0), 200)));
      const [smaller, greater] = neighboursOf(value);
      return [token.text, String(greater), String(smaller), text];
    }),
  );
}

/** The numbers next to one, which are on either side of a bound. */
export function neighboursOf(value: number): readonly [smaller: number, greater: number] {
  return [value - 1, value + 1];
}

/**
 * Sets foreign keys to the values of an existing row. If there is none, the key is NULL, except
 * that a self-reference which cannot be references its own row.
 */
function setForeignKeys(
  row: Map<string, string>,
  options: {
    readonly source: Table;
    readonly tables: readonly Table[];
    readonly rows: RowsByTable;
    /** Which of the parent's rows to use, modulo their count. */
    readonly turn: number;
    /** The columns that are the rowid, before or after. */
    readonly rowids: readonly string[];
    /** Whether a self-reference in these columns is NULL in the first row. */
    readonly isRoot: (columns: readonly string[]) => boolean;
  },
): void {
  const { source, tables, rows, turn, rowids, isRoot } = options;
  const all = foreignKeysOf(source).map(({ references }) => fold(references.table));
  for (const key of foreignKeysOf(source)) {
    const parents = rows.get(fold(key.references.table)) ?? [];
    const isSelf = sameName(key.references.table, source.name);
    const own = isSelf && !isRoot(key.columns) ? row : undefined;
    const count = Math.max(parents.length, 1);
    // After each round, a row that links two others links another two; keys of one table belong together.
    const shift = all.indexOf(fold(key.references.table)) * Math.floor(turn / count);
    const parent = parents[(turn + shift) % count] ?? own;
    const owner = isSelf ? source : findByName(tables, key.references.table);
    const names = owner === undefined ? [] : referencedColumns(key, owner);
    key.columns.forEach((name, index) => {
      const column = [...row.keys()].find((it) => sameName(it, name));
      const value = cellOf(parent, names[index] ?? "") ?? "NULL";
      // A NULL rowid would become a number chosen by the engine, which references an arbitrary row.
      const isKept = column === undefined ||
        (value === "NULL" && rowids.some((it) => sameName(it, column)));
      if (!isKept) row.set(column, value);
    });
  }
}

function cellOf(row: CandidateRow | undefined, name: string): string | undefined {
  return [...row ?? []].find(([it]) => sameName(it, name))?.[1];
}

/** The INSERT of a row, with OR ABORT so that no conflict clause silently skips it. */
export function insertSql(table: string, row: CandidateRow): string {
  const columns = [...row.keys()].map(quoteName).join(", ");
  const into = `INSERT OR ABORT INTO ${quoteName(table)}`;
  if (row.size === 0) return `${into} DEFAULT VALUES`;
  return `${into} (${columns}) VALUES (${[...row.values()].join(", ")})`;
}
