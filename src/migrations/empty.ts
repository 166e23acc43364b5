/**
 * Whether the text holds nothing but white space, comments and semicolons. It looks only as far as
 * the first thing that is something else: every run asks it of every migration.
 */
export function holdsNoStatement(text: string): boolean {
  let offset = 0;
  while (offset < text.length) {
    const end = endOfNothing(text, offset);
    if (end === offset) return false;
    offset = end;
  }
  return true;
}

/** The end of the white space, comment or semicolon that stands at an offset; without one, there. */
function endOfNothing(text: string, offset: number): number {
  if (text.startsWith("--", offset)) return endAfter(text, "\n", offset + 2);
  if (text.startsWith("/*", offset)) return endAfter(text, "*/", offset + 2);
  return /[\t-\r ;\ufeff]/.test(text[offset]!) ? offset + 1 : offset;
}

function endAfter(text: string, close: string, offset: number): number {
  const found = text.indexOf(close, offset);
  return found < 0 ? text.length : found + close.length;
}
