import { type Diagnostic, lineAt } from "../../base/diagnostic.ts";
import type { CompiledEntities } from "./compile.ts";

/**
 * The diagnostics, with places in the DDL of entities replaced by those of their definitions; a note shows
 * the line of DDL. Others are unchanged.
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
