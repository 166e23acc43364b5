import { renderExcerpt } from "./excerpt.ts";
import type { Grouped } from "./group.ts";
import { type Paint, plain } from "../style.ts";
import { visible, visibleLine } from "../visible.ts";

/**
 * Diagnostics for people, in the order given: code and message, the place with its line, notes,
 * hint. Colours change no text. Ends with a line break, unless there are none.
 */
export function renderDiagnostics(
  diagnostics: readonly Grouped[],
  paint: Paint = plain,
): string {
  const blocks = diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, paint));
  return blocks.map((lines, index) => {
    // A block of several lines is separated from its neighbours.
    const apart = index > 0 && (lines.length > 1 || blocks[index - 1]!.length > 1);
    return `${apart ? "\n" : ""}${lines.join("\n")}\n`;
  }).join("");
}

function renderDiagnostic(diagnostic: Grouped, paint: Paint): string[] {
  const { severity, code, message, span, notes = [], hint, isGroup } = diagnostic;
  return [
    `${paint(severity, `${severity}[${code}]`)}${paint("strong", `: ${visibleLine(message)}`)}`,
    ...(span === undefined || isGroup ? [] : renderExcerpt(span, { paint, style: severity })),
    ...notes.map((note) => labelled("note", note, paint)),
    ...(hint === undefined ? [] : [labelled("hint", hint, paint)]),
  ];
}

/** A label and its text, with further lines indented below the first. */
function labelled(label: "note" | "hint", text: string, paint: Paint): string {
  const indent = " ".repeat(label.length + 2);
  return `${paint(label, `${label}:`)} ${visible(text).replaceAll("\n", `\n${indent}`)}`;
}
