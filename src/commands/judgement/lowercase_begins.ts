import type { Diagnostic } from "../../base/diagnostic.ts";
import { splitsInCapitals } from "../../base/target.ts";
import type { Migration } from "../../migrations/directory.ts";
import type { Running } from "../../migrations/runners/running.ts";
import { bodyBounds } from "../../schema/dependencies/trigger_program.ts";
import { statementsIn } from "../../sql/statements.ts";

/**
 * A warning for each trigger that the target may split at a semicolon within, see `splitsInCapitals`. A
 * Durable Object gets one statement at a time.
 */
export function lowercaseBegins(
  migrations: readonly Migration[],
  { target, runners }: Running,
): Diagnostic[] {
  const isSplit = runners.some(({ name }) => name !== "drizzle-durable-object");
  if (!splitsInCapitals(target) || !isSplit) return [];
  const statements = migrations.flatMap(({ source }) => statementsIn(source));
  return statements.flatMap(({ source, tokens }) => {
    const begin = bodyBounds(tokens)?.begin;
    if (begin === undefined || begin.text === "BEGIN") return [];
    const { startOffset, endOffset } = begin;
    return [{
      code: "lint/lowercase-begin",
      severity: "warning",
      message: `D1 may split this trigger at its first semicolon: ${begin.text} is not in capitals`,
      span: { source, startOffset, endOffset },
      hint: "Write BEGIN and END in capitals",
    }];
  });
}
