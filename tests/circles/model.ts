import fc from "npm:fast-check@4.10.2";

/** The referenced columns of a parent: its primary key, or another unique column. */
export type KeyKind = "integer" | "autoincrement" | "text" | "composite";

/** What a foreign key does if its parent is deleted or its key changes. */
const ACTIONS = [
  "NO ACTION",
  "RESTRICT",
  "SET NULL",
  "SET DEFAULT",
  "CASCADE",
] as const;
export type Action = typeof ACTIONS[number];

/** A foreign key and its columns. */
export interface KeyModel {
  /** The number of the parent, modulo the number of tables. */
  readonly parent: number;
  readonly target: "primary" | "code";
  /** Whether the foreign key is the primary key itself, if that has the type of the parent's. */
  readonly inPrimaryKey: boolean;
  readonly onDelete: Action;
  readonly onUpdate: Action;
  readonly notNull: boolean;
  readonly unique: boolean;
  readonly check: "none" | "not null" | "value";
  readonly default: "none" | "first" | "orphan";
  readonly deferred: boolean;
  readonly index: "none" | "plain" | "unique";
  /** Which rows have no parent, as bits, and the distance of the others to theirs. */
  readonly nulls: number;
  readonly shift: number;
}

/** A table; its name is its number. */
export interface TableModel {
  readonly key: KeyKind;
  readonly keyNotNull: boolean;
  readonly strict: boolean;
  readonly withoutRowid: boolean;
  readonly codeBy: "constraint" | "index";
  readonly keys: readonly KeyModel[];
  readonly rows: number;
  /** Whether there is one more row without a primary key, if SQLite allows that. */
  readonly nullKeyRow: boolean;
  readonly trigger: "none" | "INSERT" | "UPDATE" | "DELETE";
  readonly view: boolean;
  readonly search: "none" | "alone" | "with triggers";
  readonly change: Change;
}

/** The change of a table; each but "none" needs a rebuild. */
export type Change =
  | "none"
  | "default"
  | "check"
  | "not null"
  | "unique"
  | "strict"
  | "action"
  | "tighten";

/** Tables that reference each other, their rows, and a change. */
export interface CircleCase {
  readonly tables: readonly TableModel[];
  /** Whether the first row of the first foreign key is an orphan. */
  readonly orphan: boolean;
}

const keys: fc.Arbitrary<KeyModel> = fc.record({
  parent: fc.nat(3),
  target: often("primary", "primary", "code"),
  inPrimaryKey: often(false, false, false, true),
  onDelete: fc.constantFrom(...ACTIONS),
  onUpdate: fc.constantFrom(...ACTIONS),
  notNull: fc.boolean(),
  unique: often(false, false, false, true),
  check: often<KeyModel["check"]>("none", "none", "none", "not null", "value"),
  default: often<KeyModel["default"]>("none", "none", "first", "orphan"),
  deferred: often(false, false, true),
  index: often<KeyModel["index"]>("none", "none", "plain", "unique"),
  nulls: fc.nat(15),
  shift: fc.nat(4),
});

const tables: fc.Arbitrary<TableModel> = fc.record({
  key: fc.constantFrom<KeyKind>("integer", "integer", "autoincrement", "text", "composite"),
  keyNotNull: fc.boolean(),
  strict: often(false, false, true),
  withoutRowid: often(false, false, true),
  codeBy: fc.constantFrom("constraint", "index"),
  keys: fc.array(keys, { minLength: 1, maxLength: 3 }),
  rows: fc.nat(5),
  nullKeyRow: often(false, false, true),
  trigger: often<TableModel["trigger"]>("none", "none", "none", "INSERT", "UPDATE", "DELETE"),
  view: often(false, false, true),
  search: often<TableModel["search"]>("none", "none", "none", "none", "alone", "with triggers"),
  change: fc.constantFrom<Change>(
    "default",
    "none",
    "none",
    "check",
    "not null",
    "unique",
    "strict",
    "action",
    "tighten",
  ),
});

/** One to four tables, most of which reference each other in a circle. */
export const circleCases: fc.Arbitrary<CircleCase> = fc.record({
  tables: fc.array(tables, { minLength: 1, maxLength: 4 }),
  orphan: often(false, false, false, false, false, false, false, true),
});

/** One of the values, the first of which is the simplest; a value may be listed more than once. */
function often<T>(...values: readonly T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...values);
}
