import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Migration } from "../../migrations/directory.ts";

/**
 * A diagnostic for the first migration with more to it than the SQL that is run: a program, one
 * with skipped statements, or one covered by a baseline.
 */
export function nonSqlMigrations(
  migrations: readonly Migration[],
  verb: "convert" | "squash",
): Diagnostic[] {
  return migrations.filter(({ isOpaque, isCovered, isCut }) => isOpaque || isCovered || isCut)
    .slice(0, 1).map(({ id, isCovered, isCut }) => ({
      code: `${verb}/not-sql`,
      severity: "error",
      message: `Cannot ${verb} "${id}": ${
        isCovered
          ? "a baseline covers it"
          : isCut
          ? '"skip" leaves out some of its statements'
          : "it is a program, and its SQL is not all that it does"
      }`,
      hint: isCovered
        ? 'Remove "baseline" from penumbra.json first, or start with the migration after it'
        : "Start with the migration after it",
    }));
}
