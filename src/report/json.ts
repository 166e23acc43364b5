import { type Diagnostic, positionAt, type Span } from "../base/diagnostic.ts";
import { harmlessJson } from "./visible.ts";

/** What is to be said to a machine. */
export interface Report {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** What joins the object under names of its own. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** A report as one JSON object, `ok` and `diagnostics` first. Ends with a line break. */
export function renderJson({ ok, diagnostics, facts = {} }: Report): string {
  const report = { ok, diagnostics: diagnostics.map(plainDiagnostic), ...facts };
  return `${harmlessJson(JSON.stringify(report, null, 2))}\n`;
}

/** A diagnostic with its place instead of the whole text it points into. */
function plainDiagnostic({ code, severity, message, span, notes, hint }: Diagnostic) {
  // What is absent is left out: JSON.stringify() skips the undefined ones.
  return { code, severity, message, place: span && placeOf(span), notes, hint };
}

/** Lines and columns from 1, columns in code points, the end exclusive; offsets in UTF-16 units. */
function placeOf({ source, startOffset, endOffset }: Span) {
  const start = positionAt(source.text, startOffset);
  const end = positionAt(source.text, endOffset);
  return {
    file: source.name,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    startOffset,
    endOffset,
  };
}
