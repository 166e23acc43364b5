import { fold } from "../../sql/names.ts";
import { isNamed } from "../../sql/token_names.ts";
import type { Token } from "../../sql/tokens.ts";

/**
 * The tokens of a definition without the name of its own table before a column: `t.a > 0` means what
 * `a > 0` does where there is no other table, and Drizzle has written both.
 */
export function withoutOwner(tokens: readonly Token[], table: string): readonly Token[] {
  if (!tokens.some(isDot)) return tokens;
  const owner = fold(table);
  const names = (index: number) =>
    isNamed(tokens[index], owner) && isDot(tokens[index + 1]) && !isDot(tokens[index - 1]);
  return tokens.filter((_, index) => !names(index) && !names(index - 1));
}

function isDot(token: Token | undefined): boolean {
  return token?.text === ".";
}
