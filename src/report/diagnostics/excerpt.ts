import fastStringWidth from "npm:fast-string-width@3.0.2";
import { lineAt, lineStartAt, positionAt, type Span } from "../../base/diagnostic.ts";
import type { Paint, Style } from "../style.ts";
import { visibleLine, visiblePart } from "../visible.ts";

/** How many columns of a line are shown; the rest is cut off around the place. */
const SHOWN_COLUMNS = 100;

/** How many of them precede a place that would be out of view. */
const LEADING_COLUMNS = 30;

/**
 * The place of a span and its line with carets below, as lines of text; of a span over several
 * lines, the first and the last. Only the place if the source has nothing to show.
 */
export function renderExcerpt(
  span: Span,
  { paint, style }: { readonly paint: Paint; readonly style: Style },
): string[] {
  const { source, startOffset } = span;
  const rows = rowsOf(span);
  const margin = " ".repeat(String(rows.at(-1)!.line).length);
  const { line, column } = positionAt(source.text, startOffset);
  const arrow = `${margin}${paint("dim", "-->")} ${visibleLine(source.name)}:${line}:${column}`;
  if (rows.every((row) => row.text.trim() === "")) return [arrow];
  const gutter = paint("dim", `${margin} |`);
  const lines = rows.map((row) => {
    const { shown, indent, carets } = excerptOf(row);
    const number = paint("dim", `${String(row.line).padStart(margin.length)} |`);
    return [`${number} ${shown}`, `${gutter} ${" ".repeat(indent)}${paint(style, carets)}`];
  });
  const [first, last] = lines;
  const gap = last !== undefined && rows[1]!.line > rows[0]!.line + 1;
  return [arrow, gutter, ...first!, ...(gap ? [paint("dim", "...")] : []), ...(last ?? [])];
}

/** A line of the source, and the part to point at, as offsets in the line. */
interface Row {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function rowsOf({ source: { text }, startOffset, endOffset }: Span): Row[] {
  const lastOffset = Math.max(startOffset, endOffset - 1);
  const first = rowAt(text, startOffset);
  const last = rowAt(text, lastOffset);
  const end = last.start + endOffset - lastOffset;
  if (first.line === last.line) return [{ ...first, end }];
  const indent = last.text.length - last.text.trimStart().length;
  return [first, { ...last, start: indent, end }];
}

/** The row of an offset, marked from there to its end. */
function rowAt(text: string, offset: number): Row {
  const line = lineAt(text, offset);
  const start = Math.max(0, offset - lineStartAt(text, offset));
  return { line: positionAt(text, offset).line, text: line, start, end: line.length };
}

/** One user-perceived character. */
interface Cell {
  readonly shown: string;
  readonly width: number;
  /** Its offset in the line. */
  readonly offset: number;
}

/** The visible part of a row, and the carets with their indentation. */
function excerptOf(row: Row): { shown: string; indent: number; carets: string } {
  const cells = cellsOf(row);
  const [from, to] = windowOf(cells, row.start);
  const shown = cells.slice(from, to);
  const cutBefore = (shown[0]?.offset ?? 0) > 0 ? "…" : "";
  const cutAfter = to < cells.length ? "…" : "";
  const leading = shown.filter((cell) => cell.offset < row.start);
  const marked = shown.filter((cell) => cell.offset >= row.start && cell.offset < row.end);
  return {
    shown: cutBefore + shown.map((cell) => cell.shown).join("") + cutAfter,
    indent: cutBefore.length + columns(leading),
    carets: "^".repeat(Math.max(1, columns(marked))),
  };
}

/** The cells of a row near the marked part: a line may be a megabyte long. */
function cellsOf({ text, start }: Row): Cell[] {
  const from = Math.max(0, start - 4 * SHOWN_COLUMNS);
  const near = text.slice(from, start + 8 * SHOWN_COLUMNS);
  return Array.from(new Intl.Segmenter("en").segment(near), ({ segment, index }) => {
    const shown = visiblePart(near, index, index + segment.length);
    return { shown, width: fastStringWidth(shown), offset: from + index };
  });
}

/** The first and the last cell to show, end exclusive. */
function windowOf(cells: readonly Cell[], start: number): [from: number, to: number] {
  const fitting = (from: number) => {
    let [to, width] = [from, 0];
    while (to < cells.length && width + cells[to]!.width <= SHOWN_COLUMNS) {
      width += cells[to++]!.width;
    }
    return to;
  };
  const whole = fitting(0);
  const reached = cells[whole]?.offset ?? Infinity;
  if (cells[0]?.offset === 0 && start < reached) return [0, whole];
  let from = cells.findIndex((cell) => cell.offset >= start);
  if (from < 0) from = cells.length;
  const place = from;
  while (from > 0 && columns(cells.slice(from - 1, place)) <= LEADING_COLUMNS) from--;
  return [from, fitting(from)];
}

function columns(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}
