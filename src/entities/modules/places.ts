import type { SourceText, Span } from "../../base/diagnostic.ts";
import type { CodePlace } from "../../host/modules/load_modules.ts";
import type { Origin } from "../definition.ts";

/** The texts of modules by their URLs. */
export type ModuleTexts = ReadonlyMap<string, SourceText>;

/**
 * The place of a definition in a text: the first origin whose module declares what it exports, not only
 * re-exports it; with a key, the place of that key after it. Undefined if no text contains it.
 */
export function locateOrigin(
  texts: ModuleTexts,
  origins: readonly Origin[],
  key?: string,
): Span | undefined {
  const declared = origins.map((origin) => declaration(texts, origin)).find((it) => it);
  const span = declared ?? origins.map((origin) => mention(texts, origin)).find((it) => it);
  if (span === undefined || key === undefined) return span;
  const { text } = span.source;
  const found = wordIn(text, key, { from: span.endOffset, after: "" });
  return found === undefined ? span : { source: span.source, ...found };
}

/** The place of a program's line and column in one of the texts. */
export function spanOf(texts: ModuleTexts, { url, line, column }: CodePlace): Span | undefined {
  const source = texts.get(url);
  if (source === undefined) return undefined;
  const lines = source.text.split("\n");
  const lineStart = lines.slice(0, line - 1).reduce((sum, it) => sum + it.length + 1, 0);
  const startOffset = Math.min(lineStart + column - 1, source.text.length);
  const word = /^[\w$]+/.exec(source.text.slice(startOffset))?.[0].length ?? 1;
  return { source, startOffset, endOffset: startOffset + word };
}

/** The place of the name in `const users` or `function users`, or of `export default`. */
function declaration(texts: ModuleTexts, { url, exportName }: Origin): Span | undefined {
  const source = texts.get(url);
  if (source === undefined) return undefined;
  const after = exportName === "default" ? "export" : "const|let|var";
  const found = wordIn(source.text, exportName, { from: 0, after });
  return found && { source, ...found };
}

/** The first place of the name. */
function mention(texts: ModuleTexts, { url, exportName }: Origin): Span | undefined {
  const source = texts.get(url);
  const found = source && wordIn(source.text, exportName, { from: 0, after: "" });
  return source && found && { source, ...found };
}

/** Matches a whole word, after one of the words in `after` if there are any. */
function wordIn(
  text: string,
  word: string,
  { from, after }: { readonly from: number; readonly after: string },
): { startOffset: number; endOffset: number } | undefined {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const before = after === "" ? "(?<![\\p{L}\\p{N}_$.])" : `(?<=\\b(?:${after})\\s+)`;
  const pattern = new RegExp(`${before}${escaped}(?![\\p{L}\\p{N}_$])`, "gu");
  pattern.lastIndex = from;
  const startOffset = pattern.exec(text)?.index;
  return startOffset === undefined
    ? undefined
    : { startOffset, endOffset: startOffset + word.length };
}
