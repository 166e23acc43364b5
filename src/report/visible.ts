/**
 * The text with control characters made visible: a terminal's control sequences could rewrite what
 * is above them, and directional marks could reorder what is read. Line breaks are kept; a tab
 * becomes four spaces. A backslash is put into what a CI service would obey.
 */
export function visible(text: string): string {
  return harmless(text.replaceAll("\t", "    ")).replace(COMMAND, "\\");
}

/** The part between two offsets of a text as `visible` would show it there. */
export function visiblePart(text: string, start: number, end: number): string {
  const command = new RegExp(COMMAND, "my");
  command.lastIndex = start;
  return `${command.test(text) ? "\\" : ""}${visible(text.slice(start, end))}`;
}

/** For data such as SQL shown in a terminal: only control characters are made visible. */
export function harmless(text: string): string {
  return text.replace(ACTING, shown);
}

/** Equivalent JSON with every control character escaped, and nothing that a CI service would obey. */
export function harmlessJson(json: string): string {
  return json.replace(ACTING, escaped).replace(/#(?<=##)(?=\w*\[)/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Like `visible`, for text that must stay on one line. */
export function visibleLine(text: string): string {
  return visible(text.replace(/\r\n|[\r\n]/g, "␊"));
}

/** Lines for people, each of which stays one line and ends with a line break. */
export function visibleLines(lines: readonly string[]): string {
  return lines.map((line) => `${visibleLine(line)}\n`).join("");
}

/** Control characters except tab and line breaks; directional marks. https://trojansource.codes */
// deno-lint-ignore no-control-regex -- It searches for control characters.
const ACTING = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)/g;

/**
 * Where a command to a CI service starts: GitHub's `::add-mask::` after nothing but white space, its
 * `##[add-mask]` anywhere in a line, and others' `##vso[` and `##teamcity[`.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
const COMMAND = /(?=::)(?<=^\s*)|(?<=##)(?=\w*\[)/gm;

/** Unicode's picture of a control character, or the replacement character. */
function shown(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x7f) return "␡";
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
}
