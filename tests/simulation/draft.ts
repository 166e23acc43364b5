import { type Random, randomFrom } from "../bench/random.ts";
import {
  copyOf,
  type Id,
  type KeyColumn,
  parentKeys,
  relationsOf,
  rowidKey,
  type SchemaModel,
  type TableModel,
} from "./model.ts";
import { foldName, freshName } from "./names.ts";

/** A schema that is being edited. */
export interface Draft {
  readonly model: SchemaModel;
  readonly random: Random;
  /** Folded names of existing objects, which new objects may not take. */
  readonly taken: ReadonlySet<string>;
  /** The share of unusual names, from 0 to 1. */
  readonly odd: number;
  /** Whether objects have a spelling of their own. */
  readonly fancy: boolean;
}

/** An edit in place. Returns false, and changes nothing, if the schema has nothing to edit. */
export type Edit = (draft: Draft) => boolean;

export interface DraftOptions {
  readonly seed: number;
  readonly odd?: number;
  readonly fancy?: boolean;
}

/** A draft that starts as a copy of the model. */
export function draftOf(model: SchemaModel, options: DraftOptions): Draft {
  const copy = copyOf(model);
  return {
    model: copy,
    random: randomFrom(options.seed),
    taken: new Set(takenNames(model)),
    odd: options.odd ?? 0.25,
    fancy: options.fancy ?? true,
  };
}

/** An id for a new object. */
export function nextId(draft: Draft): Id {
  return draft.model.nextId++;
}

/** A style for a new object. */
export function nextStyle({ random, fancy }: Draft): number {
  return fancy && random.chance(0.7) ? 1 + random.below(10_000) : 0;
}

/** A name for a new object. */
export function objectName(draft: Draft): string {
  const taken = new Set([...draft.taken, ...takenNames(draft.model)]);
  return freshName(draft.random, { kind: "object", taken, odd: draft.odd });
}

/** A name for a new column; `reserved` are the folded names that the table had before. */
export function columnName(
  draft: Draft,
  columns: readonly { readonly name?: string }[],
  reserved: Iterable<string> = [],
): string {
  const names = columns.flatMap((column) => column.name ?? []);
  const taken = new Set([...names.map(foldName), ...reserved]);
  return freshName(draft.random, { kind: "column", taken, odd: draft.odd });
}

/** A name that starts with another one: `users_view`. */
export function derivedName(draft: Draft, base: string, suffix: string): string {
  if (draft.random.chance(0.3)) return objectName(draft);
  const taken = new Set([...draft.taken, ...takenNames(draft.model)]);
  let name = `${base}_${suffix}`;
  for (let number = 2; taken.has(foldName(name)); number++) name = `${base}_${suffix}_${number}`;
  return name;
}

/** The folded names that a schema uses, including those of search indexes' backing tables. */
function takenNames(model: SchemaModel): string[] {
  const objects = [...relationsOf(model), ...model.indexes, ...model.triggers];
  const backing = model.searches.flatMap((search) =>
    BACKING.map((part) => `${search.name}_${part}`)
  );
  return [...objects.map((it) => it.name), ...backing].map(foldName);
}

/** What virtual tables add to their name for the tables in which they keep their content. */
const BACKING = [
  ...["data", "idx", "content", "docsize", "config"],
  ...["segments", "segdir", "stat", "node", "rowid", "parent"],
];

/** One of the tables that pass the test, or undefined if none does. */
export function pickTable(
  { model, random }: Draft,
  suits: (table: TableModel) => boolean = () => true,
): TableModel | undefined {
  return pickFrom(random, model.tables.filter(suits));
}

/** One of the list, or undefined if it is empty. */
export function pickFrom<T>(random: Random, list: readonly T[]): T | undefined {
  return list.length === 0 ? undefined : random.pick(list);
}

/** Stored columns that are in no key. */
export function freeColumns(table: TableModel): TableModel["columns"] {
  const inKey = table.primaryKey?.columns.map((it) => it.column) ?? [];
  return table.columns.filter((column) => !column.generated && !inKey.includes(column.id));
}

/** A key term that is only a column. */
export function plainTerm(column: Id): KeyColumn {
  return { column, collation: undefined, descending: false };
}

/** A key of the table that foreign keys may reference. */
export function pickParentKey({ model, random }: Draft, table: TableModel): Id[] | undefined {
  const keys = parentKeys(model, table).filter((key) =>
    key.every((id) => table.columns.some((it) => it.id === id && !it.generated))
  );
  const rowid = rowidKey(table);
  if (rowid !== undefined && random.chance(0.6)) return [rowid];
  return pickFrom(random, keys);
}
