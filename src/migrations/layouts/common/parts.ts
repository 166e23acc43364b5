import type { SourceText } from "../../../base/diagnostic.ts";

/** A part of a text, end exclusive. */
export interface Part {
  readonly startOffset: number;
  readonly endOffset: number;
}

/**
 * The source with everything outside the parts, which are in order, replaced by white space: the
 * rest keeps its lines and columns.
 */
export function onlyParts({ name, text }: SourceText, parts: readonly Part[]): SourceText {
  let kept = "";
  for (const { startOffset, endOffset } of parts) {
    kept += blank(text.slice(kept.length, startOffset)) + text.slice(startOffset, endOffset);
  }
  return { name, text: kept };
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, " ");
}
