import type { Diagnostic } from "../../base/diagnostic.ts";
import { suggest } from "../../base/suggest.ts";
import { describeChange } from "../../diff/describe.ts";
import type { PlanRequest } from "../../plan/request.ts";
import type { DemandRule, RowDemand } from "../../diff/demands/row_demand.ts";
import { rowDemands } from "../../diff/demands/row_demands.ts";
import { type ValueChange, valueChanges } from "../../diff/demands/value_changes.ts";
import { constraintFacts } from "../../schema/facts.ts";
import {
  type Column,
  findByName,
  foreignKeysOf,
  type SchemaSnapshot,
  unsharedObjects,
} from "../../schema/snapshot.ts";
import { readTable, textOf } from "../../schema/text/table_sql.ts";
import { typeOverLines } from "../../schema/text/type_over_lines.ts";
import { misspelledConstraint } from "../../schema/text/misspelled_constraint.ts";
import { type MismatchedKey, mismatchedKeys } from "../../schema/constraints/mismatched_keys.ts";
import { fold, quoteName } from "../../sql/names.ts";
import { fillFlag } from "../answers/flags.ts";

/** Warnings about changes before they run: what may fail, or change or break rows. */
export function changeWarnings(request: PlanRequest): Diagnostic[] {
  return [
    ...rowDemands(request).map(demandWarning),
    ...valueChanges(request).map(valueWarning),
    ...newMismatchedKeys(request).map((it) => mismatchedKeyWarning(it, request.desired)),
    ...oddTypes(request),
  ];
}

/** A warning for each new type in which something else seems to be swallowed up. */
function oddTypes({ renamed, desired }: PlanRequest): Diagnostic[] {
  const changed = tablesThatDiffer(renamed, desired);
  return desired.tables.filter(({ name }) => changed.has(fold(name))).flatMap((table) => {
    const known = findByName(renamed.tables, table.name)?.columns ?? [];
    const isOneWord = ({ type }: Column) => !type.includes(" ");
    const text = table.columns.every(isOneWord) ? undefined : readTable(table.sql);
    return (text?.columns ?? []).flatMap((read): Diagnostic[] => {
      const { column } = read;
      if (isOneWord(column) || findByName(known, column.name)?.type === column.type) return [];
      const subject = `Column "${column.name}" of "${table.name}" has the type ${column.type}`;
      return oddType(textOf(text!, read), subject);
    });
  });
}

/** The warning about the type of a column with this text, if there is one. */
function oddType(columnSql: string, subject: string): Diagnostic[] {
  const [before, after] = typeOverLines(columnSql) ?? [];
  if (after !== undefined) {
    return [{
      code: "lint/type-over-lines",
      severity: "warning",
      message: `${subject}, with a line break before ${after.text}`,
      hint: `Write a comma after ${before!.text} if ${after.text} is another column`,
    }];
  }
  const [word, meant] = misspelledConstraint(columnSql) ?? [];
  if (word === undefined) return [];
  return [{
    code: "lint/constraint-in-type",
    severity: "warning",
    message: `${subject}, and no constraint ${meant}`,
    hint: `Did you mean ${meant}? If ${word.text} is part of the type, put it in quotes`,
  }];
}

/** The foreign keys that did not make SQLite refuse rows before. */
function newMismatchedKeys({ renamed, desired }: PlanRequest): MismatchedKey[] {
  const changed = tablesThatDiffer(renamed, desired);
  const all = mismatchedKeys(
    desired,
    desired.tables.filter((table) =>
      [table.name, ...foreignKeysOf(table).map(({ references }) => references.table)]
        .some((name) => changed.has(fold(name)))
    ),
  );
  if (all.length === 0) return [];
  const identity = ({ child, key }: MismatchedKey) => `${fold(child.name)} ${constraintFacts(key)}`;
  const known = new Set(mismatchedKeys(renamed).map(identity));
  return all.filter((it) => !known.has(identity(it)));
}

/** The folded names of the tables of which one schema has an object that the other does not share. */
function tablesThatDiffer(left: SchemaSnapshot, right: SchemaSnapshot): ReadonlySet<string> {
  const unshared = unsharedObjects(left, right).flat();
  return new Set(unshared.map((it) => fold(it.kind === "index" ? it.table : it.name)));
}

/** Existing rows may violate a demand, which then stops the migration. */
function demandWarning({ rule, change, table, problem }: RowDemand): Diagnostic {
  const { stops = problem, hint } = WORDS[rule];
  const isFillable = rule === "null-to-not-null" && change.kind === "alter-column" &&
    change.after.generated === undefined;
  return {
    code: `lint/${rule}`,
    severity: "warning",
    message: `${describeChange(change)}: the migration stops if ${stops}`,
    hint: isFillable
      ? `Pass ${fillFlag([table, change.after.name])} with a value for those rows`
      : hint,
  };
}

/** What stops the migration, if the problem of the demand does not say it well, and what to do. */
const WORDS: Record<DemandRule, { readonly stops?: string; readonly hint: string }> = {
  "null-to-not-null": {
    stops: "a row contains NULL there",
    hint: "Check for such rows first",
  },
  "unique-on-existing": {
    stops: "two rows have the same values there",
    hint: "Check for such rows first, and decide which one to keep",
  },
  "check-on-existing": {
    stops: "a row violates it",
    hint: "Check for such rows first, and fix them",
  },
  "foreign-key-on-existing": {
    stops: "a row has no parent",
    hint: "Check for such rows first: add the parent rows, or set the values to NULL",
  },
  "strict-or-without-rowid": {
    stops: "a row contains a value that the table does not accept",
    hint: "Check for such rows first, and fix them",
  },
  "vector-on-existing": {
    stops: "a row contains a vector of another size or kind",
    hint: "Set such vectors to NULL first, and compute them again afterwards",
  },
  "lossy-type-change": {
    hint: "Check for such values first, and decide what becomes of them",
  },
};

/** Values change when rows are copied; it is a warning if their original form is lost. */
function valueWarning({ change, kind, table, column, becomes }: ValueChange): Diagnostic {
  const value = quoteName(change.kind === "alter-column" ? change.before.name : column);
  const number = `CAST(${value} AS NUMERIC)`;
  const such = kind === "text-to-number"
    ? `${value} = ${number} AND CAST(${number} AS TEXT) <> ${value}`
    : kind === "null-to-rowid"
    ? `${value} IS NULL`
    : undefined;
  const isLost = such !== undefined;
  return {
    code: `lint/${kind}`,
    severity: isLost ? "warning" : "note",
    message: `${describeChange(change)}: ${becomes}`,
    ...(isLost && {
      hint: `Look for such values first: SELECT ${value} FROM ${quoteName(table)} WHERE ${such}`,
    }),
  };
}

/** A foreign key that makes SQLite refuse every row of the child. */
function mismatchedKeyWarning(
  { child, key, reason }: MismatchedKey,
  schema: SchemaSnapshot,
): Diagnostic {
  const { table, columns } = key.references;
  const written = columns.length === 0 ? "its primary key" : `(${columns.join(", ")})`;
  const near = suggest(table, schema.tables.map((it) => it.name));
  const [state, hint] = reason === "missing-table"
    ? [
      `there is no table "${table}"`,
      near === undefined
        ? `Create "${table}", or remove the foreign key`
        : `Did you mean "${near}"?`,
    ]
    : [
      `no key and no unique index covers ${written} of "${table}"`,
      `Make ${written} of "${table}" unique`,
    ];
  return {
    code: reason === "missing-table" ? "lint/parent-missing" : "lint/parent-key-not-unique",
    severity: "warning",
    message: `Cannot write rows of "${child.name}" with foreign keys on, since its key ` +
      `(${key.columns.join(", ")}) cannot be checked: ${state}`,
    hint,
  };
}
