import { fold } from "./names.ts";
import type { NameInStatement } from "./outline.ts";
import { canBeName, isWord, possibleNames, type Token, unquote } from "./tokens.ts";

/** The folded name that a token may be; undefined if it cannot be one. */
export function nameOf(token: Token | undefined): string | undefined {
  return canBeName(token) ? fold(unquote(token)) : undefined;
}

/** Whether the token may be this name, given folded. */
export function isNamed(token: Token | undefined, name: string): boolean {
  return nameOf(token) === name;
}

/** The folded names before a parenthesis: those of functions, and of all else that one may follow. */
export function calledNames(tokens: readonly Token[]): string[] {
  return possibleNames(tokens.filter((_, index) => tokens[index + 1]?.text === "("));
}

/**
 * The name of an object that starts at the index, with its schema if it has one, and the index after
 * it.
 */
export function nameAt(
  tokens: readonly Token[],
  index: number,
): readonly [name: NameInStatement, end: number] | undefined {
  if (!isWord(tokens[index + 1], ".")) {
    const name = wordAt(tokens, index);
    return name && [name, index + 1];
  }
  const [schema, name] = [wordAt(tokens, index), wordAt(tokens, index + 2)];
  return schema && name && [{ ...name, schema: schema.name }, index + 3];
}

/** The name at the index, without a schema. */
export function wordAt(tokens: readonly Token[], index: number): NameInStatement | undefined {
  const token = tokens[index];
  return canBeName(token) ? { name: fold(unquote(token)), token } : undefined;
}
