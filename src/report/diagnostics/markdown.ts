import type { Diagnostic } from "../../base/diagnostic.ts";
import { countedFindings } from "./counted_findings.ts";
import { groupAlike, type Grouped } from "./group.ts";
import { type FileOf, placeInRepository } from "./place.ts";
import { visibleLine } from "../visible.ts";

/**
 * Diagnostics as Markdown for a comment on a pull request: a heading with counts, and a list with
 * the place, notes and hint of each. Text from files is escaped.
 * https://github.github.com/gfm/
 */
export function renderMarkdown(
  diagnostics: readonly Diagnostic[],
  { fileOf, listsAll }: MarkdownOptions,
): string {
  const heading = `### penumbra: ${countedFindings(diagnostics)}\n`;
  const shown = listsAll ? diagnostics : groupAlike(diagnostics, fileOf);
  const items = shown.flatMap((diagnostic) => itemOf(diagnostic, fileOf));
  return items.length === 0 ? heading : `${heading}\n${items.join("\n")}\n`;
}

/** Options for the output. */
export interface MarkdownOptions {
  readonly fileOf: FileOf;
  /** Whether similar diagnostics are listed separately. */
  readonly listsAll: boolean;
}

function itemOf(diagnostic: Grouped, fileOf: FileOf): string[] {
  const { code, severity, message, span, notes = [], hint, isGroup } = diagnostic;
  const place = placeInRepository(isGroup ? undefined : span, fileOf);
  const where = place === undefined ? "" : ` at ${codeOf(`${place.file}:${place.line}`)}`;
  return [
    `- **${severity}** ${codeOf(code)}${where}: ${escape(message)}`,
    ...notes.map((note) => `  - note: ${escape(note)}`),
    ...(hint === undefined ? [] : [`  - hint: ${escape(hint)}`]),
  ];
}

/** A code span; its fence is longer than any run of backticks in the text. */
function codeOf(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const space = /^`|`$/.test(text) ? " " : "";
  return `${fence}${space}${visibleLine(text)}${space}${fence}`;
}

/** Escaped text on one line. An empty comment keeps GitHub from notifying people and linking issues. */
function escape(text: string): string {
  return visibleLine(text.replace(/\s*\r?\n\s*/g, " "))
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(/[\\`*_[\]|#~$]/g, "\\$&")
    .replace(/(@|#)(?=\w)/g, "$1<!-- -->");
}
