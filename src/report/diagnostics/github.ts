import { type Diagnostic, diagnosticText, type Severity } from "../../base/diagnostic.ts";
import { type FileOf, placeInRepository } from "./place.ts";
import { harmless } from "../visible.ts";

/**
 * Diagnostics as GitHub Actions workflow commands, one per line, which are shown next to the lines
 * of a pull request. Notes and hint follow the message. `""` if there are none.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */
export function renderGithub(
  diagnostics: readonly Diagnostic[],
  { fileOf }: { readonly fileOf: FileOf },
): string {
  return diagnostics.map((diagnostic) => `${commandFor(diagnostic, fileOf)}\n`).join("");
}

function commandFor(diagnostic: Diagnostic, of: FileOf): string {
  const { code, severity, span } = diagnostic;
  const properties = [...placeProperties(placeInRepository(span, of)), ["title", code] as const];
  const written = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const text = escapeData(diagnosticText(diagnostic));
  return `::${COMMANDS[severity]} ${written.join(",")}::${text}`;
}

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  note: "notice",
};

/** GitHub ignores the columns of a place that spans several lines. */
function placeProperties(
  place: ReturnType<typeof placeInRepository>,
): (readonly [name: string, value: string | number])[] {
  if (place === undefined) return [];
  const { file, line, column, endLine, endColumn } = place;
  const start = [["file", file], ["line", line]] as const;
  return endLine === line
    ? [...start, ["col", column], ["endColumn", endColumn]]
    : [...start, ["endLine", endLine]];
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function escapeData(text: string): string {
  return harmless(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
