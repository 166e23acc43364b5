import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Migration } from "../../migrations/directory.ts";

/**
 * What is wrong with migrations of which the SQL that is run is not all there is: programs, statements
 * that are passed over, and a baseline.
 */
export function notSql(
  migrations: readonly Migration[],
  verb: "convert" | "squash",
): Diagnostic[] {
  return migrations.filter(({ isOpaque, isCovered, isCut }) => isOpaque || isCovered || isCut)
    .slice(0, 1).map(({ id, isCovered, isCut }) => ({
      code: `${verb}/not-sql`,
      severity: "error",
      message: `Cannot ${verb} "${id}": ${
        isCovered
          ? "a baseline stands for it"
          : isCut
          ? 'statements of it are passed over by "skip"'
          : "it is a program, and more than its SQL counts"
      }`,
      hint: isCovered
        ? 'Take "baseline" out of penumbra.json first, or begin with the migration after it'
        : "Begin with the migration after it",
    }));
}
