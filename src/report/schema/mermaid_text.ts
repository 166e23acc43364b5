import { visibleLine } from "../visible.ts";

/**
 * Any text between double quotes, escaped for a Mermaid name, label or comment. Characters with a
 * meaning in Mermaid or the surrounding page are written as character codes, which Mermaid displays
 * as the character.
 * https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
export function mermaidQuoted(text: string): string {
  const line = visibleLine(text).replace(ACTING, (it) => `#${it.codePointAt(0)};`);
  // A line that contains "direction TB" is a command, even in quotes.
  const calm = line.replace(/d(?=irection\s)/gi, (it) => `#${it.codePointAt(0)};`);
  return `"${calm === "" ? " " : calm}"`;
}

/**
 * Quotes and escapes, entity codes, comments and directives, markup, and Markdown characters. A
 * tilde starts a generic type, and a colon before a character code ends what a "style" started.
 */
const ACTING = /["\\#%<>&`*~{}[\];]|:(?! )|^_|_$/g;

/** A comment line, which is only visible in the source. Even there a directive would be executed. */
export function mermaidComment(text: string): string {
  return `  %% ${visibleLine(text).replaceAll("%", "#37;")}`;
}

/**
 * A text as a single word, as Mermaid requires for the type or name of an attribute; other
 * characters become `_`, and `same` is false if there were any.
 */
function mermaidWord(text: string): { readonly word: string; readonly same: boolean } {
  const plain = visibleLine(text).replace(/[^A-Za-z0-9_()\u00c0-\ufffe-]/g, "_");
  // A word starts with a letter, and three words are keys even as prefixes.
  const word =
    /^[A-Za-z_\u00c0-\ufffe]/.test(plain) && !/^(?:pk|fk|uk)(?![A-Za-z0-9_])/i.test(plain)
      ? plain
      : `_${plain}`;
  return { word, same: word === text };
}

/** One attribute of an entity: its type, its name, and a comment. */
export function mermaidAttribute(
  type: string,
  name: string,
  { keys = [], comment = "" }: {
    readonly keys?: readonly string[];
    readonly comment?: string;
  },
): string {
  const [typeWord, nameWord] = [mermaidWord(type), mermaidWord(name)];
  const comments = [
    comment,
    nameWord.same ? "" : `named ${name}`,
    typeWord.same ? "" : `type ${type}`,
  ].filter((it) => it !== "");
  return [
    typeWord.word,
    nameWord.word,
    keys.join(", "),
    comments.length === 0 ? "" : mermaidQuoted(comments.join(", ")),
  ].filter((it) => it !== "").join(" ");
}
