import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import { tokenize } from "../../sql/tokens.ts";

/** Values to insert for the placeholders in migrations, by name: `prefix` for `${prefix}` and `{{.prefix}}`. */
export type PlaceholderValues = Readonly<Record<string, string>>;

/** The text with the values of its placeholders filled in everywhere, as runners do. */
export function withPlaceholders(source: SourceText, values: PlaceholderValues): SourceText {
  if (!hasPlaceholder(source.text)) return source;
  const text = source.text.replace(EVERY_PLACEHOLDER, (found) => {
    const name = nameOf(found);
    return Object.hasOwn(values, name) ? values[name]! : found;
  });
  return { ...source, text };
}

/** The names of all placeholders in a text, those in strings and comments too. */
export function placeholdersIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(EVERY_PLACEHOLDER)].map(([found]) => nameOf(found)))];
}

/**
 * A diagnostic if a text is a template: a placeholder outside strings and comments, which no engine
 * accepts. Within a string or comment it may be intended literally.
 */
export function unfilled(source: SourceText): Diagnostic | undefined {
  if (!hasPlaceholder(source.text)) return undefined;
  const plain = tokenize(source.text).filter(({ kind }) => kind === "string" || kind === "comment");
  const found = [...source.text.matchAll(EVERY_PLACEHOLDER)].find(({ index }) =>
    !plain.some(({ startOffset, endOffset }) => startOffset <= index && index < endOffset)
  );
  if (found === undefined) return undefined;
  const name = nameOf(found[0]);
  const isName = /^[\w.:-]+$/.test(name);
  return {
    code: "migrations/template",
    severity: "error",
    message: `Cannot replay "${source.name}": it is a template, and "${found[0]}" is filled in ` +
      "before it runs",
    span: { source, startOffset: found.index, endOffset: found.index + found[0].length },
    hint: isName
      ? `Give its value in penumbra.json, "placeholders": {"${name}": "…"}, or name a folder of ` +
        "rendered files with --migrations"
      : "Name a folder of rendered files with --migrations",
  };
}

/** Searching for the two starts first is faster, since every migration is searched in every run. */
function hasPlaceholder(text: string): boolean {
  return (text.includes("${") || text.includes("{{")) && PLACEHOLDER.test(text);
}

/** Matches `${prefix}` of Flyway and shells, `{{.prefix}}` of Go and others. */
const PLACEHOLDER = /\$\{[^{}\n]*\}|\{\{[^{}\n]*\}\}/;

const EVERY_PLACEHOLDER = new RegExp(PLACEHOLDER, "g");

/** The name in a placeholder, or its instruction. */
function nameOf(placeholder: string): string {
  return placeholder.replace(/^[${]\{[-\s]*\.?|[-\s]*\}+$/g, "");
}
