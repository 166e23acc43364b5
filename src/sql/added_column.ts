import { isWord, type Token } from "./tokens.ts";

/**
 * Whether existing rows could violate the definition of an added column, or keep it from being
 * added, given the tokens after its name.
 */
export function mayViolate(definition: readonly Token[]): boolean {
  return hasWord(definition, "not", "default", "check", "references", "generated", "as");
}

/** Whether the added column has the same value in existing rows as in new rows that omit it. */
export function isSameForExistingRows(definition: readonly Token[]): boolean {
  const has = (...words: readonly string[]) => hasWord(definition, ...words);
  if (has("check", "constraint", "generated", "as", "unique", "primary")) return false;
  const at = definition.findIndex((token) => isWord(token, "default"));
  if (at < 0) return !has("not");
  return isLiteral(definition[at + 1], definition[at + 2]) && !has("references");
}

function hasWord(tokens: readonly Token[], ...words: readonly string[]): boolean {
  return tokens.some((token) => isWord(token, ...words));
}

function isLiteral(token: Token | undefined, next: Token | undefined): boolean {
  if (isWord(token, "-", "+")) return next?.kind === "number";
  return token?.kind === "number" || token?.kind === "string";
}
