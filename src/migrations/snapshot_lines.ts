import type { SchemaObject, SchemaSnapshot } from "../schema/snapshot.ts";

/**
 * A snapshot as JSON with a line for each object. What is in `known` too is written as its place in the
 * same list there.
 */
export function snapshotLines(snapshot: SchemaSnapshot, known?: SchemaSnapshot): string {
  const kinds = Object.keys(snapshot) as (keyof SchemaSnapshot)[];
  const lists = kinds.map((kind) => {
    const placeOf = known === undefined ? () => undefined : placesIn(known[kind]);
    const lines = snapshot[kind].map((object) => placeOf(object) ?? lineOf(object));
    return `${JSON.stringify(kind)}: ${linePerItem(lines)}`;
  });
  return `{\n${lists.join(",\n")}\n}`;
}

/** A list as JSON with a line for each item, each of them JSON already. */
export function linePerItem(lines: readonly (string | number)[]): string {
  return lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n]`;
}

/**
 * Takes over the lines of a text that a snapshot was parsed from, so that objects that stay are not
 * turned into JSON again. Does nothing where the text has another form.
 */
export function keepLines(snapshot: SchemaSnapshot, text: string): void {
  const objects = Object.values(snapshot).flat() as SchemaObject[];
  const lines = text.split("\n").filter((line) => line.startsWith("{") && line.length > 1);
  if (lines.length !== objects.length) return;
  objects.forEach((object, index) => LINES.set(object, lines[index]!.replace(/,$/, "")));
}

const LINES = new WeakMap<SchemaObject, string>();

function lineOf(object: SchemaObject): string {
  const known = LINES.get(object);
  if (known !== undefined) return known;
  const line = JSON.stringify(object);
  LINES.set(object, line);
  return line;
}

/** Where an object is in a list: the same one, or one that is written alike. */
function placesIn(list: readonly SchemaObject[]): (object: SchemaObject) => number | undefined {
  const places = new Map(list.map((object, place) => [object, place]));
  let byLine: ReadonlyMap<string, number> | undefined;
  return (object) => {
    const place = places.get(object);
    if (place !== undefined) return place;
    byLine ??= new Map(list.map((other, place) => [lineOf(other), place]));
    return byLine.get(lineOf(object));
  };
}
