import { sha256 } from "../base/hash.ts";
import { match } from "../base/match.ts";
import { fold } from "../sql/names.ts";
import {
  byName,
  type Column,
  compareText,
  type Constraint,
  type KeyTerm,
  objectsOf,
  type PrimaryKey,
  type SchemaObject,
  type SchemaSnapshot,
  type Table,
} from "./snapshot.ts";

/**
 * What counts when two objects are compared, as one line of JSON. Names of constraints, spelling
 * and `sql` are left out; so is the order of columns, which SQLite cannot change in place.
 */
export function facts(object: SchemaObject): string {
  const known = KNOWN.get(object);
  if (known !== undefined) return known;
  const line = factsLine(object);
  KNOWN.set(object, line);
  return line;
}

/** Snapshots share the objects that stay, and each is compared and hashed several times. */
const KNOWN = new WeakMap<SchemaObject, string>();

function factsLine(object: SchemaObject): string {
  return JSON.stringify(
    match(object)
      .returnType<unknown[]>()
      .with({ kind: "table" }, tableFacts)
      .with({ kind: "virtual-table" }, (it) => [it.kind, it.name, it.module, it.arguments])
      .with(
        { kind: "index" },
        (it) => [it.kind, it.name, fold(it.table), it.unique, it.terms.map(termFacts), it.where],
      )
      .with({ kind: "view" }, (it) => [it.kind, it.name, it.definition])
      .with({ kind: "trigger" }, (it) => [it.kind, it.name, fold(it.table), it.definition])
      .exhaustive(),
  );
}

/** The facts of every object, in the snapshot's own order: equal for equal schemas. */
export function snapshotFacts(snapshot: SchemaSnapshot): string[] {
  return objectsOf(snapshot).map(facts);
}

/** A name for what the schema is, as 64 hex digits: equal exactly when the facts are. */
export function fingerprint(snapshot: SchemaSnapshot): Promise<string> {
  return sha256(JSON.stringify(snapshotFacts(snapshot)));
}

/** Whether two objects differ in nothing but spelling. */
export function sameFacts(left: SchemaObject, right: SchemaObject): boolean {
  return facts(left) === facts(right);
}

/** What counts of a column, its name included. */
export function columnFacts(column: Column): string {
  return JSON.stringify([
    column.name,
    column.type,
    column.notNull?.conflict ?? null,
    column.default ?? null,
    column.collation ?? null,
    column.generated ?? null,
  ]);
}

/** What counts of a constraint: all but its name, which changes nothing a row can feel. */
export function constraintFacts(constraint: Constraint): string {
  return JSON.stringify(
    match(constraint)
      .returnType<unknown[]>()
      .with({ kind: "unique" }, (it) => [it.kind, it.terms.map(termFacts), it.conflict])
      .with({ kind: "check" }, (it) => [it.kind, it.expression, it.conflict])
      .with({ kind: "foreign-key" }, (it) => [
        it.kind,
        it.columns.map(fold),
        fold(it.references.table),
        it.references.columns.map(fold),
        it.onDelete,
        it.onUpdate,
        it.deferred,
      ])
      .exhaustive(),
  );
}

/** What counts of a primary key. */
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
    [...table.columns].sort(byName).map(columnFacts),
    primaryKeyFacts(table.primaryKey),
    table.constraints.map(constraintFacts).sort(compareText),
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
