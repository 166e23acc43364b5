import type { Diagnostic } from "../../base/diagnostic.ts";
import { renderDiagnostics as render } from "../../report/diagnostics/diagnostics.ts";
import { coloured, plain } from "../../report/style.ts";

/** Options of `renderDiagnostics`. */
export interface RenderDiagnosticsOptions {
  /** Whether to add colours, as ANSI escape sequences. Default false. */
  readonly color?: boolean;
}

/**
 * Diagnostics as text, in the form that the command line prints: for each its code and message, the line of the
 * source, notes and hint. Ends with a line break; `""` if there are none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { renderDiagnostics, ShadowDatabase } from "penumbra";
 *
 * await using shadow = await ShadowDatabase.open();
 * const ran = await shadow.applyScript({ name: "a.sql", text: "CREATE INDEX i ON users (email);" });
 * assert.equal(
 *   renderDiagnostics(ran.diagnostics),
 *   `error[replay/statement-failed]: Cannot run statement 1 of a.sql: no such table "users"
 *  --> a.sql:1:19
 *   |
 * 1 | CREATE INDEX i ON users (email);
 *   |                   ^^^^^
 * `,
 * );
 * ```
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  { color = false }: RenderDiagnosticsOptions = {},
): string {
  return render(diagnostics, color ? coloured : plain);
}
