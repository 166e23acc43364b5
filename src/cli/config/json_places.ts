import { type MemberNode, parse, type ValueNode } from "npm:@humanwhocodes/momoa@3.3.13";
import type { SourceText, Span } from "../../base/diagnostic.ts";

/**
 * A place in an object: a key, its value, or an element or a member of its value; without a key, the
 * whole object.
 */
export interface JsonPath {
  readonly key?: string;
  /** The key of a member of its value, which is then meant instead. */
  readonly member?: string;
  readonly inValue?: true;
  readonly element?: number;
}

/**
 * Returns a function for the span of a place in JSON. If the text is invalid, it always returns the
 * place of the syntax error. The result is an object to spread, empty if the place is unknown.
 */
export function placesIn(source: SourceText): (path: JsonPath) => { span?: Span } {
  const span = (startOffset: number, endOffset: number) => ({
    span: { source, startOffset, endOffset },
  });
  // The parser refuses a byte order mark; a space in its place keeps the offsets.
  const text = source.text.replace(/^\ufeff/, " ");
  try {
    const { body } = parse(text, { mode: "json", ranges: true });
    const members = membersOf(body);
    return (path) => {
      const owner = members.get(path.key ?? "");
      const member = path.member === undefined || owner === undefined
        ? owner
        : membersOf(owner.value).get(path.member);
      const range = path.key === undefined ? body.range : rangeOf(member, path);
      return range === undefined ? {} : span(range[0], range[1]);
    };
  } catch (error) {
    // The parser is recursive, so deeply nested text can overflow the stack.
    if (error instanceof RangeError) return () => ({});
    if (!(error instanceof Error && "offset" in error)) throw error;
    const offset = Number(error.offset);
    return () => span(offset, offset);
  }
}

/** The members of an object by key; the last of several equal keys wins. */
function membersOf(body: ValueNode): ReadonlyMap<string, MemberNode> {
  const members = body.type === "Object" ? body.members : [];
  return new Map(members.flatMap((it) => it.name.type === "String" ? [[it.name.value, it]] : []));
}

function rangeOf(
  member: MemberNode | undefined,
  { inValue, element }: JsonPath,
): readonly [start: number, end: number] | undefined {
  if (!inValue) return member?.name.range;
  const value = member?.value;
  if (element === undefined || value?.type !== "Array") return value?.range;
  return value.elements[element]?.value.range;
}
