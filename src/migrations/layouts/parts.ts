import type { SourceText } from "../../base/diagnostic.ts";

/** A piece of a text, the end exclusive. */
export interface Part {
  readonly startOffset: number;
  readonly endOffset: number;
}

/**
 * The source with nothing but white space outside of the parts, which come in order: what is left
 * stands where it stood, so that its lines and columns stay true.
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
