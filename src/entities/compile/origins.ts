import { type Diagnostic, lineAt } from "../../base/diagnostic.ts";
import type { CompiledEntities } from "./compile.ts";

/**
 * The diagnostics, those that point into the DDL made of entities turned to where these were written
 * down; the line of DDL is told in a note. Others stay as they are.
 */
export function atOrigins(
  diagnostics: readonly Diagnostic[],
  { text, name, parts }: CompiledEntities,
): Diagnostic[] {
  return diagnostics.map((diagnostic) => {
    const { span, notes = [] } = diagnostic;
    if (span === undefined || span.source.name !== name || span.source.text !== text) {
      return diagnostic;
    }
    const part = parts.findLast(({ startOffset }) => startOffset <= span.startOffset);
    if (part?.span === undefined) return diagnostic;
    const line = lineAt(text, span.startOffset).trim();
    return { ...diagnostic, span: part.span, notes: [...notes, `In the generated SQL: ${line}`] };
  });
}
