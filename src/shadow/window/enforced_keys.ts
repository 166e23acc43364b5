import type { Statement } from "../../sql/statements.ts";
import { isWord } from "../../sql/tokens.ts";
import { namesIn } from "../../schema/dependencies/reach.ts";
import { type ReplayMode, runsInTransaction } from "../run_steps.ts";

/**
 * The statements during which foreign keys cannot be enforced: the runner, or a pragma before them in
 * their file, has turned them off. Errs on the side of too few.
 * https://www.sqlite.org/pragma.html#pragma_foreign_keys
 */
export function runWithoutKeys(
  statements: readonly Statement[],
  mode: ReplayMode | undefined,
): ReadonlySet<Statement> {
  const without = new Set<Statement>();
  let source: Statement["source"] | undefined;
  let [isOff, mayBeOpen] = [false, false];
  for (const statement of statements) {
    if (statement.source !== source) {
      source = statement.source;
      isOff = mode?.foreignKeys === "off";
      mayBeOpen = runsInTransaction(source, mode);
    }
    const { tokens } = statement;
    if (isWord(tokens[0], "begin", "savepoint")) mayBeOpen = true;
    // In a transaction the pragma does nothing.
    if (isWord(tokens[0], "pragma") && namesIn(statement).has("foreign_keys")) {
      isOff = turnsOff(statement) && (isOff || !mayBeOpen);
    }
    if (isOff) without.add(statement);
  }
  return without;
}

function turnsOff({ tokens }: Statement): boolean {
  return tokens.length > 2 && tokens.at(-1)?.text === ")"
    ? isFalse(tokens.at(-2))
    : tokens.at(-2)?.text === "=" && isFalse(tokens.at(-1));
}

function isFalse(token: Statement["tokens"][number] | undefined): boolean {
  return token?.text === "0" || isWord(token, "off", "false", "no");
}
