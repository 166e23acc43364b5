/**
 * Whether the text contains more than white space, comments and semicolons. It stops at anything
 * else, since it is called for every migration on every run.
 */
export function hasStatement(text: string): boolean {
  let offset = 0;
  while (offset < text.length) {
    const end = endOfNothing(text, offset);
    if (end === offset) return true;
    offset = end;
  }
  return false;
}

/** The end of the white space, comment or semicolon at an offset; the same offset if there is none. */
function endOfNothing(text: string, offset: number): number {
  if (text.startsWith("--", offset)) return endAfter(text, "\n", offset + 2);
  if (text.startsWith("/*", offset)) return endAfter(text, "*/", offset + 2);
  return /[\t-\r ;\ufeff]/.test(text[offset]!) ? offset + 1 : offset;
}

function endAfter(text: string, close: string, offset: number): number {
  const found = text.indexOf(close, offset);
  return found < 0 ? text.length : found + close.length;
}
