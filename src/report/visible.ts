/**
 * The text with control characters made visible: a terminal's control sequences could rewrite what
 * is above them, and directional marks could reorder what is read. Line breaks are kept; a tab
 * becomes four spaces.
 */
export function visible(text: string): string {
  return harmless(text.replaceAll("\t", "    "));
}

/** Like `visible`, for data such as SQL shown in a terminal: tabs are kept. */
export function harmless(text: string): string {
  return text.replace(ACTING, shown);
}

/** Equivalent JSON with every control character escaped. */
export function harmlessJson(json: string): string {
  return json.replace(
    ACTING,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Like `visible`, for text that must stay on one line. */
export function visibleLine(text: string): string {
  return visible(text).replace(/\r\n|[\r\n]/g, "␊");
}

/** Control characters except tab and line breaks; directional marks. https://trojansource.codes */
// deno-lint-ignore no-control-regex -- It searches for control characters.
const ACTING = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)/g;

/** Unicode's picture of a control character, or the replacement character. */
function shown(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x7f) return "␡";
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
}
