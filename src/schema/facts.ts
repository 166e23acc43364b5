import { changedSum } from "../base/hash.ts";
import { fold } from "../sql/names.ts";
import { affinityOf } from "./constraints/affinity.ts";
import { isRowidColumn, withNamedColumns } from "./constraints/keys.ts";
import {
  type Column,
  type Constraint,
  EMPTY_SNAPSHOT,
  findByName,
  type ForeignKey,
  foreignKeysOf,
  type KeyTerm,
  objectsOf,
  type PrimaryKey,
  type SchemaObject,
  type SchemaSnapshot,
  sortedByName,
  type Table,
  unsharedObjects,
} from "./snapshot.ts";

/**
 * The facts that count when two objects are compared, as one line of JSON. Names of constraints,
 * spelling and `sql` are left out; so is the order of columns, which SQLite cannot change in place.
 */
export function facts(object: SchemaObject): string {
  const known = KNOWN.get(object);
  if (known !== undefined) return known;
  const line = factsLine(object);
  KNOWN.set(object, line);
  return line;
}

/** Unchanged objects are shared between snapshots, and each is compared and hashed several times. */
const KNOWN = new WeakMap<SchemaObject, string>();

function factsLine(object: SchemaObject): string {
  return JSON.stringify(factParts(object));
}

/** A `switch` for speed: every object of a schema comes through here, and each constraint below. */
function factParts(object: SchemaObject): unknown[] {
  const { kind, name } = object;
  switch (kind) {
    case "table":
      return tableFacts(object);
    case "virtual-table":
      return [kind, name, object.module, object.arguments];
    case "index":
      return [
        kind,
        name,
        fold(object.table),
        object.unique,
        object.terms.map(termFacts),
        object.where,
      ];
    case "view":
      return [kind, name, object.definition];
    case "trigger":
      return [kind, name, fold(object.table), object.definition];
  }
}

/**
 * The facts of every object, in the snapshot's order: equal for equal schemas. A foreign key has
 * the same facts whether or not it names the columns of its parent's primary key.
 */
export function snapshotFacts(snapshot: SchemaSnapshot): string[] {
  return factsIn(snapshot, objectsOf(snapshot));
}

/** The facts of these objects of a snapshot, with the columns of all parents. */
function factsIn({ tables }: SchemaSnapshot, objects: readonly SchemaObject[]): string[] {
  const parentOf = (key: ForeignKey) => findByName(tables, key.references.table);
  return objects.map((object) =>
    facts(object.kind === "table" ? withNamedParents(object, parentOf) : object)
  );
}

/** The table with the referenced columns of its foreign keys named; the same object if they all are. */
function withNamedParents(
  table: Table,
  parentOf: (key: ForeignKey) => Table | undefined,
): Table {
  if (!foreignKeysOf(table).some(isShort)) return table;
  const constraints = table.constraints.map((it) =>
    it.kind === "foreign-key" ? withNamedColumns(it, parentOf(it)) : it
  );
  return { ...table, constraints };
}

/** Whether a foreign key does not name the columns of its parent. */
function isShort({ references }: ForeignKey): boolean {
  return references.columns.length === 0;
}

/**
 * A hash of a schema as 64 hex digits. It is equal for equal schemas: spelling, the names of constraints and the order
 * of columns do not change it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { fingerprint, ShadowDatabase } from "penumbra";
 *
 * const fingerprintOf = async (text: string) => {
 *   await using shadow = await ShadowDatabase.open();
 *   await shadow.applyScript({ name: "schema.sql", text });
 *   return await fingerprint(shadow.introspect());
 * };
 * assert.equal(await fingerprintOf("CREATE TABLE a(b)"), await fingerprintOf('create table "a" ( b )'));
 * ```
 */
export async function fingerprint(snapshot: SchemaSnapshot): Promise<string> {
  return await fingerprintLike(snapshot, []);
}

/**
 * The fingerprint of a snapshot, computed from that of the first of the `others` whose own is known:
 * only what the two do not share is hashed.
 */
export async function fingerprintLike(
  snapshot: SchemaSnapshot,
  others: readonly SchemaSnapshot[],
): Promise<string> {
  const known = FINGERPRINTS.get(snapshot);
  if (known !== undefined) return known;
  const base = others.find((other) => FINGERPRINTS.has(other)) ?? EMPTY_SNAPSHOT;
  const [gone, made] = withShortChildren(unsharedObjects(base, snapshot), snapshot);
  const [less, more] = [factsIn(base, gone), factsIn(snapshot, made)];
  const found = await changedSum(FINGERPRINTS.get(base) ?? "", { less, more });
  FINGERPRINTS.set(snapshot, found);
  return found;
}

/** Remembers the fingerprint of a snapshot that was computed before. */
export function keepFingerprint(snapshot: SchemaSnapshot, known: string): void {
  FINGERPRINTS.set(snapshot, known);
}

const FINGERPRINTS = new WeakMap<SchemaSnapshot, string>();

/**
 * What only one of two snapshots has, and on both sides the tables whose foreign keys do not name the
 * columns of a table among that.
 */
function withShortChildren(
  unshared: readonly [left: SchemaObject[], right: SchemaObject[]],
  { tables }: SchemaSnapshot,
): readonly [left: readonly SchemaObject[], right: readonly SchemaObject[]] {
  const [gone, made] = unshared;
  const names = new Set([...gone, ...made].map(({ name }) => fold(name)));
  const own = new Set<SchemaObject>(made);
  const children = tables.filter((table) =>
    !own.has(table) &&
    foreignKeysOf(table).some((key) => isShort(key) && names.has(fold(key.references.table)))
  );
  return [[...gone, ...children], [...made, ...children]];
}

/** Whether two objects differ only in spelling. */
export function sameFacts(left: SchemaObject, right: SchemaObject): boolean {
  return facts(left) === facts(right);
}

/** The facts of a column of the table, including its name. */
export function columnFacts(column: Column, table: Pick<Table, "primaryKey">): string {
  return JSON.stringify(columnParts(column, table));
}

/** The facts of a column of the table without its name. */
export function definitionFacts(column: Column, table: Pick<Table, "primaryKey">): string {
  return JSON.stringify(columnParts(column, table).slice(1));
}

function columnParts(column: Column, table: Pick<Table, "primaryKey">): unknown[] {
  const { name, type, notNull, default: value, collation, generated } = column;
  // Most columns have few of these, and all columns of a schema come through here.
  return [
    name,
    type,
    notNull === undefined ? null : notNullFact(column, table),
    value === undefined ? null : defaultFact(column),
    collation ?? null,
    generated === undefined ? null : generatedFact(column),
  ];
}

/** The facts of GENERATED, without its spelling. */
export function generatedFact({ generated }: Column): unknown {
  return generated ? { expression: generated.expression, stored: generated.stored } : null;
}

/**
 * The fact of NOT NULL. A rowid is never NULL, so only a conflict clause other than ABORT counts
 * for it.
 */
export function notNullFact(
  { name, notNull }: Column,
  table: Pick<Table, "primaryKey">,
): string | null {
  const conflict = notNull?.conflict ?? null;
  return conflict === "abort" && isRowidColumn(table, name) ? null : conflict;
}

/**
 * The fact of a default: NULL is the same as none, TRUE and FALSE are numbers, and a number that the
 * column converts is its value, so that 1.0 is 1.
 * https://www.sqlite.org/datatype3.html#boolean_datatype
 */
export function defaultFact({ default: value = "null", type }: Column): string | null {
  if (value === "null") return null;
  if (value === "true" || value === "false") return value === "true" ? "1" : "0";
  const isConverted = ["integer", "real"].includes(affinityOf(type));
  return isConverted && /^[+-]? ?(?:\d{1,15}|\d{0,15}\.\d{1,15}|\d{1,15}\.)$/.test(value)
    ? String(Number(value.replace(" ", "")))
    : value;
}

/** The facts of a constraint: everything but its name, which does not affect rows. */
export function constraintFacts(constraint: Constraint): string {
  return JSON.stringify(constraintParts(constraint));
}

function constraintParts(constraint: Constraint): unknown[] {
  switch (constraint.kind) {
    case "unique":
      return [constraint.kind, constraint.terms.map(termFacts), constraint.conflict];
    case "check":
      return [constraint.kind, constraint.expression, constraint.conflict];
    case "foreign-key":
      return [
        constraint.kind,
        constraint.columns.map(fold),
        fold(constraint.references.table),
        constraint.references.columns.map(fold),
        constraint.onDelete,
        constraint.onUpdate,
        constraint.deferred,
      ];
  }
}

/** The facts of a primary key. */
export function primaryKeyFacts(key: PrimaryKey | undefined): string {
  return JSON.stringify(
    key === undefined
      ? null
      : [key.terms.map(termFacts), key.autoincrement, key.conflict, key.isRowid],
  );
}

function tableFacts(table: Table): unknown[] {
  return [
    table.kind,
    table.name,
    sortedByName(table.columns).map((column) => columnFacts(column, table)),
    primaryKeyFacts(table.primaryKey),
    table.constraints.map(constraintFacts).sort(),
    table.strict,
    table.withoutRowid,
    table.randomRowid,
    table.opaque ?? null,
  ];
}

function termFacts(term: KeyTerm): unknown[] {
  return [
    term.column === undefined ? null : fold(term.column),
    term.expression ?? null,
    term.collation ?? null,
    term.descending,
  ];
}
