import { visibleLine } from "./visible.ts";

/**
 * Any text between double quotes as Mermaid takes it for a name, a label or a comment. Whatever the
 * language or the page it is shown on would act upon is written by its number, which Mermaid shows
 * as the character. https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
export function mermaidQuoted(text: string): string {
  const line = visibleLine(text).replace(ACTING, (it) => `#${it.codePointAt(0)};`);
  // A line that says "direction TB" is a command, quotes or not.
  const calm = line.replace(/d(?=irection\s)/gi, (it) => `#${it.codePointAt(0)};`);
  return `"${calm === "" ? " " : calm}"`;
}

/**
 * Quotes and escapes, entity codes, comments and directives, markup, and marks that Markdown reads.
 * A tilde opens a generic type, a colon with a code behind it ends what a "style" began.
 */
const ACTING = /["\\#%<>&`*~{}[\];]|:(?! )|^_|_$/g;

/** A line that is read in the source alone. In one, a directive would still be obeyed. */
export function mermaidComment(text: string): string {
  return `  %% ${visibleLine(text).replaceAll("%", "#37;")}`;
}

/**
 * A text as the one word that Mermaid takes for the type or the name of an attribute; what cannot
 * stand in a word becomes `_`, and `same` tells whether anything did.
 */
function mermaidWord(text: string): { readonly word: string; readonly same: boolean } {
  const plain = visibleLine(text).replace(/[^A-Za-z0-9_()\u00c0-\ufffe-]/g, "_");
  // A word begins with a letter, and three words are keys wherever they begin.
  const word =
    /^[A-Za-z_\u00c0-\ufffe]/.test(plain) && !/^(?:pk|fk|uk)(?![A-Za-z0-9_])/i.test(plain)
      ? plain
      : `_${plain}`;
  return { word, same: word === text };
}

/** One attribute of an entity: its type, its name, and what is said of it. */
export function mermaidAttribute(
  type: string,
  name: string,
  said: { readonly keys?: readonly string[]; readonly comment?: string } = {},
): string {
  const [typeWord, nameWord] = [mermaidWord(type), mermaidWord(name)];
  const { keys = [], comment = "" } = said;
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
