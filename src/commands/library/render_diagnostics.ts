import type { Diagnostic } from "../../base/diagnostic.ts";
import { renderDiagnostics as render } from "../../report/diagnostics.ts";
import { coloured, plain } from "../../report/style.ts";

/** Options for the output. */
export interface RenderDiagnosticsOptions {
  /** Whether to add colours as escape sequences. Default false. */
  readonly color?: boolean;
}

/**
 * Diagnostics as the command line shows them, in the order given: code and message, the place with
 * its line, notes, hint. Ends with a line break, unless there are none.
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
