import type { Diagnostic, Span } from "../base/diagnostic.ts";
import { placeOf } from "./place.ts";
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
function plainDiagnostic({ span, ...rest }: Diagnostic) {
  const { code, severity, message, notes, hint, answers } = rest;
  // What is absent is left out: JSON.stringify() skips the undefined ones.
  return { code, severity, message, place: span && placeWithOffsets(span), notes, hint, answers };
}

/** Offsets in UTF-16 units, the end exclusive. */
function placeWithOffsets(span: Span) {
  const { startOffset, endOffset } = span;
  return { ...placeOf(span), startOffset, endOffset };
}
