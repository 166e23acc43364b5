import { parse, type ValueNode } from "npm:@humanwhocodes/momoa@3.3.13";
import type { SourceText, Span } from "../base/diagnostic.ts";

/** A place in an object: a key, or its value, or an element of its value; without a key the whole. */
export interface JsonPath {
  readonly key?: string;
  readonly inValue?: true;
  readonly element?: number;
}

/**
 * What finds the span of a place in JSON. Where the text is no JSON, that is always the place where
 * it stops being it. Gives back an object to spread, empty where the place cannot be told.
 */
export function placesIn(source: SourceText): (path: JsonPath) => { span?: Span } {
  const span = (startOffset: number, endOffset: number) => ({
    span: { source, startOffset, endOffset },
  });
  // The parser refuses a byte order mark; a space in its stead keeps the offsets.
  const text = source.text.replace(/^\ufeff/, " ");
  try {
    const { body } = parse(text, { mode: "json", ranges: true });
    return (path) => {
      const range = rangeOf(body, path);
      return range === undefined ? {} : span(...range);
    };
  } catch (error) {
    if (!(error instanceof Error && "offset" in error)) throw error;
    const offset = Number(error.offset);
    return () => span(offset, offset);
  }
}

function rangeOf(
  body: ValueNode,
  { key, inValue, element }: JsonPath,
): [start: number, end: number] | undefined {
  if (key === undefined) return body.range && [...body.range];
  if (body.type !== "Object") return undefined;
  // Of two equal keys the last one counts.
  const member = body.members.findLast(({ name }) => name.type === "String" && name.value === key);
  if (!inValue) return member?.name.range;
  const value = member?.value;
  if (element === undefined || value?.type !== "Array") return value?.range;
  return value.elements[element]?.value.range;
}
