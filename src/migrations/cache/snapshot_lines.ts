import type { SchemaObject, SchemaSnapshot } from "../../schema/snapshot.ts";

/** A snapshot as JSON with a line for each object. */
export function snapshotLines(snapshot: SchemaSnapshot): string {
  const lists = Object.entries(snapshot).map(([kind, list]: [string, readonly SchemaObject[]]) =>
    `${JSON.stringify(kind)}: ${linePerItem(list.map(lineOf))}`
  );
  return `{\n${lists.join(",\n")}\n}`;
}

/** A list as JSON with a line for each item, which is already JSON. */
export function linePerItem(lines: readonly string[]): string {
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
  objects.forEach((object, index) => {
    const line = lines[index]!;
    LINES.set(object, line.endsWith(",") ? line.slice(0, -1) : line);
  });
}

const LINES = new WeakMap<SchemaObject, string>();

/** An object as JSON. */
export function lineOf(object: SchemaObject): string {
  const known = LINES.get(object);
  if (known !== undefined) return known;
  const line = JSON.stringify(object);
  LINES.set(object, line);
  return line;
}
