import type { SchemaObject, SchemaSnapshot } from "../schema/snapshot.ts";

/**
 * A snapshot as JSON with a line for each object. Objects that are also in `known` are written as
 * their index in the same list there.
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

/** A list as JSON with a line for each item, which is already JSON. */
export function linePerItem(lines: readonly (string | number)[]): string {
  return lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n]`;
}

/**
 * Keeps the lines of the text from which a snapshot was parsed, so that unchanged objects need not
 * be serialized again. Does nothing if the text has another form.
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

/**
 * Returns a function for the index of an object in a list: of the same one, or of one that is
 * written alike.
 */
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
