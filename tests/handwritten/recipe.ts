import type { Random } from "../bench/random.ts";
import type { Watch } from "./watch.ts";
import type { World, WorldTable } from "./world.ts";

/** A migration as somebody may write it, right or wrong. */
export interface Recipe {
  /** What it does, in words, and the mistake in it. */
  readonly name: string;
  readonly sql: readonly string[];
  /** Where values are found afterwards, for tables that are not what they were. */
  readonly watches?: readonly Watch[];
  /** The tables and columns, as `t` or `t.c`, of which it says that it changes or deletes something. */
  readonly says?: readonly string[];
  /** The tables of which it leaves rows out by a condition of its own: a note about them is enough. */
  readonly filters?: readonly string[];
}

/** What a recipe is written for. */
export interface Kitchen {
  readonly world: World;
  readonly random: Random;
}

/** Writes a migration; undefined if the schema has nothing for it. */
export type Cook = (kitchen: Kitchen) => Recipe | undefined;

/** One of the tables that suit. */
export function pickTable(
  { world, random }: Kitchen,
  suits: (table: WorldTable) => boolean = () => true,
): WorldTable | undefined {
  const tables = world.tables.filter((it) => it.name !== "log" && suits(it));
  return tables.length === 0 ? undefined : random.pick(tables);
}

/** The columns that are in no key and reference nothing. */
export function plainColumns({ columns, keys }: WorldTable): WorldTable["columns"] {
  return columns.slice(keys).filter((it) => it.references === undefined);
}

/** A table and those that reference it, whose rows an explicit DELETE takes with it. */
export function withChildren(name: string, { tables }: World): string[] {
  const names = new Set([name]);
  // A set also visits what is added meanwhile.
  for (const parent of names) {
    for (const { name, columns } of tables) {
      if (columns.some(({ references }) => references?.table === parent)) names.add(name);
    }
  }
  return [...names];
}

/** The names of columns, for a list. */
export function namesOf(columns: WorldTable["columns"]): string[] {
  return columns.map((it) => it.name);
}
