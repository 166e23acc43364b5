import type { Diagnostic, Span } from "../../base/diagnostic.ts";
import { placeOf } from "./place.ts";
import { harmlessJson } from "../visible.ts";

/** The content of a JSON report. */
export interface Report {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** Additional fields of the object. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** A report as one JSON object, `ok` and `diagnostics` first. Ends with a line break. */
export function renderJson({ ok, diagnostics, facts = {} }: Report): string {
  const report = { ok, diagnostics: diagnostics.map(plainDiagnostic), ...facts };
  return `${harmlessJson(JSON.stringify(report, null, 2))}\n`;
}

/** A diagnostic with its place instead of the whole source text. */
function plainDiagnostic({ span, ...rest }: Diagnostic) {
  const { code, severity, message, notes, hint, answers } = rest;
  // JSON.stringify() leaves out undefined values.
  return { code, severity, message, place: span && placeWithOffsets(span), notes, hint, answers };
}

/** A place with offsets in UTF-16 units, end exclusive. */
function placeWithOffsets(span: Span) {
  const { startOffset, endOffset } = span;
  return { ...placeOf(span), startOffset, endOffset };
}
