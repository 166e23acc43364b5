import { counted } from "../../base/counted.ts";
import type { Diagnostic, Severity } from "../../base/diagnostic.ts";

/** The numbers of diagnostics by severity, such as `1 error, 2 warnings`, or `no findings`. */
export function countedFindings(diagnostics: readonly Diagnostic[]): string {
  const counts = SEVERITIES.flatMap((severity) => {
    const count = diagnostics.filter((it) => it.severity === severity).length;
    return count === 0 ? [] : counted(count, severity);
  });
  return counts.length === 0 ? "no findings" : counts.join(", ");
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "note"];
