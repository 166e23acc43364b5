/**
 * The text with every character shown that would otherwise act: a terminal's control sequences could
 * rewrite what is above them, and marks of direction could reorder what is read. Line breaks
 * stay; a tab becomes four spaces.
 */
export function visible(text: string): string {
  return harmless(text.replaceAll("\t", "    "));
}

/** The same for data, such as SQL, that somebody looks at in a terminal: a tab stays a tab. */
export function harmless(text: string): string {
  return text.replace(ACTING, shown);
}

/** JSON that means the same and holds no character that acts: each is escaped. */
export function harmlessJson(json: string): string {
  return json.replace(
    ACTING,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The same for text that has to stay on its line. */
export function visibleLine(text: string): string {
  return visible(text).replace(/\r\n|[\r\n]/g, "␊");
}

/** Controls but tab and line breaks; marks of direction. https://trojansource.codes */
// deno-lint-ignore no-control-regex -- Control characters are what it looks for.
const ACTING = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)/g;

/** The picture Unicode has for a control character, else the replacement character. */
function shown(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x7f) return "␡";
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
}
