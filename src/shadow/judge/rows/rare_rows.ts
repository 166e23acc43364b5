import { affinityOf } from "../../../schema/constraints/affinity.ts";
import {
  isInKey,
  isRowidColumn,
  mayHoldNull,
  uniqueKeysOf,
} from "../../../schema/constraints/keys.ts";
import { type Column, findByName, foreignKeysOf, type Table } from "../../../schema/snapshot.ts";
import { fold, sameName } from "../../../sql/names.ts";
import { filledTable } from "../../../sql/statement_kinds.ts";
import type { Statement } from "../../../sql/statements.ts";
import { isWord, possibleNames } from "../../../sql/tokens.ts";
import { type CandidateRow, insertSql } from "../../seed/candidate_rows.ts";
import { copiesIn, copiesThatLast, namesFrom, parsesJson, selects } from "../statements/copies.ts";
import { choosesRows, type Compared, comparedLiterals } from "../statements/compared_literals.ts";
import type { RowTrait } from "../effect.ts";
import { allStatements, type RunFile } from "../run/run.ts";
import { childRows } from "./child_rows.ts";
import { usualRow } from "./usual_row.ts";
import { type FilledDatabases, inCapitals } from "./violating_rows.ts";

/** The INSERTs of a row that the schema before accepts, and of others with it; what few rows have. */
export interface RareRow {
  readonly inserts: readonly string[];
  readonly trait: RowTrait;
}

/**
 * Rows that a statement which copies or computes values may treat unlike others: a join finds no
 * partner for a NULL, and rows with equal values may violate a key of the table that they are copied
 * to, or be left out there. All of them can be inserted together.
 */
export function rareRows(files: readonly RunFile[], databases: FilledDatabases): RareRow[] {
  const { before, after, tables } = databases;
  const all = copiesIn(files);
  const copies = copiesThatLast(files, (name) => before.has(name) || after.has(name));
  const deletions = allStatements(files).filter(choosesRows);
  const parsing = allStatements(files).filter(parsesJson);
  const read = tables.map((table): ReadTable => {
    const isReader = (it: Statement) => mayName(it, table, files);
    const deleting = deletions.filter(isReader);
    const readers = [...copies.filter(isReader), ...deleting];
    const targets = readers.flatMap((it) => filledTable(it) ?? []);
    const parsers = parsing.filter(isReader);
    const parsed = table.columns.filter(({ name, generated }) =>
      generated === undefined && parsers.some((it) => selects(it, name))
    );
    const parents = foreignKeysOf(table).map((key) => key.references.table);
    const joined = tables.filter((other) =>
      other !== table && !has(parents, other.name) &&
      readers.some((it) => mayName(it, other, files))
    );
    const choosing = readers.map((it) => literalsFor(table, it));
    const children = deleting.length === 0
      ? []
      : tables.filter((child) =>
        foreignKeysOf(child).some(({ references }) => sameName(references.table, table.name))
      );
    return {
      ...{ table, copies: all.filter(isReader), readers, targets, parsed, joined, choosing },
      children,
    };
  });
  before.attempt("BEGIN");
  const found = read.flatMap((it) => {
    const others = read.filter(({ table, targets }) =>
      table !== it.table && [fold(table.name), ...targets].some((name) => it.targets.includes(name))
    );
    return rareRowsOf(it, others.map(({ table }) => table), databases);
  });
  before.attempt("ROLLBACK");
  return found;
}

/** A table, and the statements that read or change it. */
interface ReadTable {
  readonly table: Table;
  readonly copies: readonly Statement[];
  /** Those that may treat rows unlike others, and the folded names of the tables they fill. */
  readonly readers: readonly Statement[];
  readonly targets: readonly string[];
  /** The columns that may be parsed as JSON. */
  readonly parsed: readonly Column[];
  /** The other tables that readers read, too, in which a row need not have a partner. */
  readonly joined: readonly Table[];
  /** What the statements that read or delete rows compare its columns with, a list for each statement. */
  readonly choosing: readonly (readonly Compared[])[];
  /** The tables that reference it, if its rows may be deleted. */
  readonly children: readonly Table[];
}

/** Whether a statement may name a table, which the files may rename. */
function mayName({ tokens }: Statement, { name }: Table, files: readonly RunFile[]): boolean {
  const names = namesFrom(files, name);
  return possibleNames(tokens).some((it) => names.has(it));
}

/** The rare rows of a table whose rows meet those of other tables. */
function rareRowsOf(
  { table, copies, readers, parsed, joined, choosing, children }: ReadTable,
  others: readonly Table[],
  databases: FilledDatabases,
): RareRow[] {
  const { before, destination, rows, json = false } = databases;
  const namesIn = (statements: readonly Statement[]) =>
    table.columns.filter(({ name, generated }) =>
      generated === undefined && statements.some((it) => selects(it, name))
    ).map(({ name }) => name);
  const names = namesIn(readers);
  const columnAfter = (name: string) => destination.column(table.name, name)?.name ?? name;
  const found: RareRow[] = [];
  let count = 0;
  /** The INSERTs of another row with these values, if there can be one, and of rows that reference it. */
  const insertOf = (values: CandidateRow, isAlone = false): string[] => {
    const base = usualRow(table, databases, count);
    const row = base && new Map([...base, ...values]);
    const insert = row && insertSql(table.name, row);
    if (insert === undefined || before.attempt(insert) !== undefined) return [];
    count++;
    return [insert, ...isAlone ? [] : childRows(row!, table, { ...databases, children })];
  };
  /** Whether rows with NULL there may meet later: what replaces it may be unique. */
  const mayMeet = (columns: readonly string[]) => {
    const later = destination.table(table.name);
    // Each NULL becomes a number of its own in the rowid.
    const own = columns.map(columnAfter).filter((it) => later && !isRowidColumn(later, it));
    const keys = later === undefined ? [] : uniqueKeysOf(later, []);
    return keys.some(({ terms }) => terms.some(({ column }) => has(own, column ?? "")));
  };
  /** Adds rows with these values if there can be any. */
  const adds = (values: CandidateRow, has: Omit<RowTrait, "table" | "columns">): boolean => {
    const inserts = insertOf(values, has.has === "alone");
    if (inserts.length === 0) return false;
    const isPair = has.has === "nulls" || (has.has === "null" && mayMeet([...values.keys()]));
    if (isPair) inserts.push(...insertOf(values));
    found.push({
      inserts,
      trait: {
        table: table.name,
        columns: table.columns.map(({ name }) => name).filter((name) => values.has(name)),
        ...has,
      },
    });
    return true;
  };
  // What happens to any row without a partner is not blamed on its values.
  for (const { name } of joined) adds(new Map(), { has: "alone", other: name });
  for (const source of [table, ...others]) {
    const [known = new Map<string, string>()] = rows.get(fold(source.name)) ?? [];
    const other = source === table ? {} : { other: source.name };
    const valuesOf = (columns: readonly string[]) =>
      new Map(columns.flatMap((name) => {
        const value = known.get(findByName(source.columns, name)?.name ?? "");
        return value === undefined || value === "NULL" ? [] : [[name, value] as const];
      }));
    // A part of a key, with the rest of another row, would have no partner.
    const parts = partsOf(names, table).filter((part) => valuesOf(part).size === part.length)
      .map(valuesOf);
    const equal = parts.filter((values) => adds(values, { has: "equal", ...other }));
    if (equal.length > 1) {
      adds(new Map(equal.flatMap((it) => [...it])), { has: "equal", ...other });
    }
    const keys = foreignKeysOf(table).flatMap((key) => key.columns);
    const free = names.filter((name) => !has(keys, name));
    for (const [name, value] of inCapitals(valuesOf(free))) {
      if (value !== known.get(name)) adds(new Map([[name, value]]), { has: "alike", ...other });
    }
  }
  const copied = namesIn(copies);
  const after = destination.table(table.name);
  const rowid = copied.filter((name) => after && isRowidColumn(after, columnAfter(name)));
  for (const name of new Set([...names, ...rowid])) {
    if (!mayHoldNull(table, name)) continue;
    const isKey = isInKey(table, name) && { isKey: true } as const;
    adds(new Map([[name, "NULL"]]), { has: "null", ...isKey });
    if (readers.some(groupsRows)) adds(new Map([[name, "NULL"]]), { has: "nulls", ...isKey });
  }
  for (const name of copied.filter((name) => becomesNumber(name, table, databases))) {
    adds(new Map([[name, "'007'"]]), { has: "number" });
  }
  for (const name of copied) {
    const long = longNumber(name, table, databases);
    if (long !== undefined) adds(new Map([[name, long]]), { has: "long" });
  }
  for (const { name, type } of json ? parsed : []) {
    if (affinityOf(type) === "text") adds(new Map([[name, "'no JSON'"]]), { has: "malformed" });
  }
  for (const row of chosenRows(choosing, rows.get(fold(table.name)) ?? [])) {
    const columns = table.columns.map(({ name }) => name).filter((name) => row.has(name));
    adds(row, { has: "value", values: columns.map((name) => row.get(name)!) });
  }
  return found;
}

/** The comparisons with literals in a statement that may be about columns of a table, by their names. */
function literalsFor(table: Table, statement: Statement): Compared[] {
  return comparedLiterals(statement).flatMap((it) => {
    const column = findByName(table.columns, it.column);
    return column === undefined || column.generated ? [] : [{ ...it, column: column.name }];
  });
}

/**
 * Values by column that no known row has: each that a statement compares a column with, and those that
 * meet all of its conditions together.
 */
function chosenRows(
  choosing: readonly (readonly Compared[])[],
  known: readonly CandidateRow[],
): CandidateRow[] {
  const single = choosing.flat().flatMap(({ column, values }) =>
    values.map((value) => new Map([[column, value]]))
  );
  const whole = choosing.map((compared) =>
    new Map(
      compared.filter((it) => !it.isNegated).map(({ column, values }) =>
        [column, values[0]!] as const
      ),
    )
  ).filter(({ size }) => size > 1);
  const isNew = (row: CandidateRow) =>
    known.every((other) => [...row].some(([name, value]) => other.get(name) !== value));
  const different = new Map(
    [...single, ...whole].filter(isNew).map((row) => [[...row].join("\0"), row] as const),
  );
  return [...different.values()].slice(0, MOST_CHOSEN);
}

/** Per table; more would take too long. */
const MOST_CHOSEN = 12;

/** Whether a statement takes equal rows, or such with NULL, for one. */
function groupsRows({ tokens }: Statement): boolean {
  return tokens.some((token) => isWord(token, "group", "distinct", "partition"));
}

/** Whether a column of texts may have numbers afterwards: not dates, which have the same affinity. */
function becomesNumber(name: string, table: Table, databases: FilledDatabases): boolean {
  const was = findByName(table.columns, name)?.type ?? "";
  return affinityOf(was) === "text" &&
    typesAfter(name, table, databases).some((is) =>
      ["integer", "real"].includes(affinityOf(is)) || /NUM|DEC/i.test(is)
    );
}

/** The type of a column afterwards; if it is gone, those of the new columns that may replace it. */
function typesAfter(name: string, table: Table, { destination }: FilledDatabases): string[] {
  const own = destination.column(table.name, name);
  if (own !== undefined) return [own.type];
  const known = table.columns.map((it) => destination.column(table.name, it.name)?.name ?? it.name);
  const columns = destination.table(table.name)?.columns ?? [];
  return columns.filter((it) => !has(known, it.name)).map(({ type }) => type);
}

/** A number with more digits than the new type of its column keeps; undefined if it keeps all. */
function longNumber(name: string, table: Table, databases: FilledDatabases): string | undefined {
  const was = affinityOf(findByName(table.columns, name)?.type ?? "");
  const may = (affinity: string) =>
    typesAfter(name, table, databases).some((type) => affinityOf(type) === affinity);
  // Without a type, it is not known to have numbers.
  if (was === "integer" || was === "numeric") return may("real") ? LONG_INTEGER : undefined;
  return was === "real" && may("text") ? LONG_REAL : undefined;
}

/** The first integer that REAL does not have, and a number whose last digits TEXT does not before 3.53. */
const [LONG_INTEGER, LONG_REAL] = ["9007199254740993", "0.30000000000000004"];

/**
 * The columns, in groups that can have the values of another row: what foreign keys reference with
 * several columns, or with the same, must be one row.
 */
function partsOf(names: readonly string[], table: Table): string[][] {
  const parts: string[][] = [];
  const keys = foreignKeysOf(table).map((key) => key.columns);
  // Any row has the parent of another one, which is not to be blamed on its other values.
  const free = names.filter((name) => !has(keys.flat(), name));
  for (const columns of [...keys, ...free.map(one)]) {
    const isShared = (part: readonly string[]) => columns.some((name) => has(part, name));
    const others = parts.filter(isShared).flat();
    const rest = parts.filter((part) => !isShared(part));
    parts.splice(0, parts.length, ...rest, [
      ...others,
      ...columns.filter((it) => !has(others, it)),
    ]);
  }
  return parts.filter((part) => part.some((name) => has(names, name)));
}

function one(name: string): string[] {
  return [name];
}

function has(names: readonly string[], name: string): boolean {
  return names.some((it) => sameName(it, name));
}
