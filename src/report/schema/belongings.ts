import type {
  Index,
  SchemaSnapshot,
  Table,
  Trigger,
  View,
  VirtualTable,
} from "../../schema/snapshot.ts";
import { fold } from "../../sql/names.ts";

/** The indexes and triggers on one table or view, each list sorted by name. */
export interface Belongings {
  readonly indexes: readonly Index[];
  readonly triggers: readonly Trigger[];
}

/** An object that indexes or triggers can be on. */
export type Owner = Table | VirtualTable | View;

/** The tables, virtual tables and views of a schema, each sorted by name. */
export function ownersIn({ tables, virtualTables, views }: SchemaSnapshot): readonly Owner[] {
  return [...tables, ...virtualTables, ...views];
}

/** A function from the name of a table or view to the indexes and triggers on it. */
export function belongingsIn({ indexes, triggers }: SchemaSnapshot): (name: string) => Belongings {
  const tableOf = ({ table }: Index | Trigger) => fold(table);
  const [indexesOf, triggersOf] = [Map.groupBy(indexes, tableOf), Map.groupBy(triggers, tableOf)];
  return (name) => ({
    indexes: indexesOf.get(fold(name)) ?? [],
    triggers: triggersOf.get(fold(name)) ?? [],
  });
}

/**
 * The indexes and triggers on tables that are not part of the schema, such as those that a module
 * creates for a virtual table.
 */
export function belongingsOfOthers(snapshot: SchemaSnapshot): Belongings {
  const names = new Set(ownersIn(snapshot).map(({ name }) => fold(name)));
  const { indexes, triggers } = snapshot;
  const isOther = ({ table }: Index | Trigger) => !names.has(fold(table));
  return { indexes: indexes.filter(isOther), triggers: triggers.filter(isOther) };
}
