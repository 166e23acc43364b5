import { type SchemaObject, type SchemaSnapshot, sortedByName } from "../../schema/snapshot.ts";
import { lineOf, linePerItem } from "./snapshot_lines.ts";

type Kind = keyof SchemaSnapshot;

/** How a snapshot differs from another one. */
interface SnapshotPatch {
  /** The objects of the other one that it does not have, as indexes in the lists there. */
  readonly without: Readonly<Partial<Record<Kind, readonly number[]>>>;
  /** The objects that it has instead. */
  readonly with: Readonly<Partial<Record<Kind, readonly SchemaObject[]>>>;
}

/**
 * How a snapshot differs from `base`, as JSON with a line for each object that `base` does not
 * have. Objects count as equal if they are the same one, or would be written alike.
 */
export function patchLines(snapshot: SchemaSnapshot, base: SchemaSnapshot): string {
  const [without, others]: [Record<string, number[]>, string[]] = [{}, []];
  for (const kind of Object.keys(base) as Kind[]) {
    if (snapshot[kind] === base[kind]) continue;
    const { missing, added } = difference(snapshot[kind], base[kind]);
    if (missing.length > 0) without[kind] = missing;
    if (added.length > 0) others.push(`${JSON.stringify(kind)}: ${linePerItem(added)}`);
  }
  return `{"without": ${JSON.stringify(without)}, "with": {${others.join(",\n")}}}`;
}

/** The indexes of the objects that are only in the base, and the lines of those that are not. */
function difference(list: readonly SchemaObject[], base: readonly SchemaObject[]) {
  const places = new Map(base.map((object, place) => [object, place]));
  let byLine: ReadonlyMap<string, number> | undefined;
  const placeOf = (object: SchemaObject) => {
    const place = places.get(object);
    if (place !== undefined) return place;
    byLine ??= new Map(base.map((other, place) => [lineOf(other), place]));
    return byLine.get(lineOf(object));
  };
  const [found, added]: [Set<number>, string[]] = [new Set(), []];
  for (const object of list) {
    const place = placeOf(object);
    if (place === undefined) added.push(lineOf(object));
    else found.add(place);
  }
  return { missing: [...base.keys()].filter((place) => !found.has(place)), added };
}

/**
 * The snapshot of which `patchLines` wrote how it differs from `base`, with the objects of `base`
 * themselves; undefined if the value is anything else.
 */
export function patched(base: SchemaSnapshot, value: unknown): SchemaSnapshot | undefined {
  if (!isPatch(value)) return undefined;
  const listOf = <Item extends SchemaObject>(
    kind: Kind,
    list: readonly Item[],
  ): readonly Item[] => {
    const [missing, added] = [value.without[kind], value.with[kind]];
    if (missing === undefined && added === undefined) return list;
    const dropped = new Set(missing);
    const kept = list.filter((_, place) => !dropped.has(place));
    return added === undefined ? kept : sortedByName([...kept, ...added as readonly Item[]]);
  };
  return {
    tables: listOf("tables", base.tables),
    virtualTables: listOf("virtualTables", base.virtualTables),
    indexes: listOf("indexes", base.indexes),
    views: listOf("views", base.views),
    triggers: listOf("triggers", base.triggers),
  };
}

function isPatch(value: unknown): value is SnapshotPatch {
  if (typeof value !== "object" || value === null) return false;
  const { without, with: others } = value as Partial<SnapshotPatch>;
  if (![without, others].every((it) => typeof it === "object" && it !== null)) return false;
  return Object.values(without!).every(Array.isArray) &&
    Object.values(others!).every((list) =>
      Array.isArray(list) &&
      list.every((it) => typeof it === "object" && it !== null && typeof it.name === "string")
    );
}
