import type { Diagnostic } from "../../base/diagnostic.ts";
import { describeChange } from "../../diff/describe.ts";
import { adviceDiagnostic } from "../../lint/advice/advice.ts";
import {
  adviceOnKeys,
  PARENT_KEY_NOT_UNIQUE,
  PARENT_MISSING,
} from "../../lint/advice/schema/parent_keys.ts";
import {
  CONSTRAINT_IN_TYPE,
  constraintsInTypes,
  TYPE_OVER_LINES,
  typesOverLines,
} from "../../lint/advice/schema/swallowing_types.ts";
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
import { type MismatchedKey, mismatchedKeys } from "../../schema/constraints/mismatched_keys.ts";
import { fold, quoteName } from "../../sql/names.ts";
import { fillFlag } from "../answers/flags.ts";

/** Warnings about changes before they run: what may fail, or change or break rows. */
export function changeWarnings(request: PlanRequest): Diagnostic[] {
  return [
    ...rowDemands(request).map(demandWarning),
    ...valueChanges(request).map(valueWarning),
    ...keyWarnings(newMismatchedKeys(request), request),
    ...typeWarnings(request),
  ];
}

/** A warning for each new type in which something else seems to be swallowed up. */
function typeWarnings({ renamed, desired }: PlanRequest): Diagnostic[] {
  const changed = tablesThatDiffer(renamed, desired);
  return desired.tables.filter(({ name }) => changed.has(fold(name))).flatMap((table) => {
    const known = findByName(renamed.tables, table.name)?.columns ?? [];
    const isNew = ({ name, type }: Column) => findByName(known, name)?.type !== type;
    return [
      ...typesOverLines(table, isNew).map((it) => adviceDiagnostic(it, TYPE_OVER_LINES)),
      ...constraintsInTypes(table, isNew).map((it) => adviceDiagnostic(it, CONSTRAINT_IN_TYPE)),
    ];
  });
}

function keyWarnings(keys: readonly MismatchedKey[], { desired }: PlanRequest): Diagnostic[] {
  return adviceOnKeys(keys, desired).map((advice, index) => {
    const isMissing = keys[index]!.reason === "missing-table";
    return adviceDiagnostic(advice, isMissing ? PARENT_MISSING : PARENT_KEY_NOT_UNIQUE);
  });
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
