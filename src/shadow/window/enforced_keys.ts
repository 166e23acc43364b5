import { outlineOf } from "../../sql/outline_of.ts";
import { switched } from "../../sql/pragmas.ts";
import type { Statement } from "../../sql/statements.ts";
import { type ReplayMode, runsInTransaction } from "../database/run_steps.ts";

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
    const outline = outlineOf(statement);
    mayBeOpen ||= outline.kind === "transaction" && ["begin", "savepoint"].includes(outline.action);
    // In a transaction the pragma does nothing.
    const keys = switched(statement, "foreign_keys");
    if (keys !== undefined) isOff = keys === "off" && (isOff || !mayBeOpen);
    if (isOff) without.add(statement);
  }
  return without;
}
