/** A table, or a table and its column, and the offset after it. */
export interface NamePath {
  /** One name or two; absent if the text has something else. */
  readonly names?: readonly string[];
  readonly endOffset: number;
}

/** Where names start in a text, and the character that ends them besides a dot. */
interface PathRange {
  readonly start: number;
  readonly stop?: RegExp;
}

/** Reads one or two names with a dot between, each quoted in any of the ways of SQLite, or not at all. */
export function readPath(text: string, range: PathRange): NamePath {
  const names: string[] = [];
  let offset = range.start;
  while (true) {
    const [name, end] = readName(text, { ...range, start: offset });
    if (name === "" || names.length === 2) return { endOffset: offset };
    names.push(name);
    if (text[end] !== ".") return { names, endOffset: end };
    offset = end + 1;
  }
}

/** A name and the offset after it; `""` if there is none. */
function readName(text: string, { start, stop }: PathRange): [name: string, endOffset: number] {
  const quoted = /\s*("(?:[^"]|"")*"|'(?:[^']|'')*'|`(?:[^`]|``)*`|\[[^\]]*\])\s*/y;
  quoted.lastIndex = start;
  const found = quoted.exec(text)?.[1];
  if (found !== undefined) {
    const [open, inner] = [found[0]!, found.slice(1, -1)];
    return [open === "[" ? inner : inner.replaceAll(open + open, open), quoted.lastIndex];
  }
  let end = start;
  while (end < text.length && text[end] !== "." && !stop?.test(text[end]!)) end++;
  const name = text.slice(start, end).trim();
  return [/^["'`[]/.test(name) ? "" : name, end];
}
