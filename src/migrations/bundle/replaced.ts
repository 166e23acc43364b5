import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Migration } from "../directory.ts";
import { replacedIds } from "../text/replaced_ids.ts";

/**
 * An error for each migration that another one replaces although it is still there: a squash was
 * interrupted, or a merge brought it back. A new database would run both, and could not continue later.
 */
export function stillReplaced(migrations: readonly Migration[]): Diagnostic[] {
  const squashed = migrations.filter(({ source, isCovered }) =>
    !isCovered && source.text.includes("replaces")
  );
  return squashed.flatMap(({ id, source }) => {
    const replaced = new Set(replacedIds(source.text).filter((it) => it !== id));
    return migrations.filter((it) => replaced.has(it.id) && !it.isCovered)
      .map((it): Diagnostic => ({
        code: "migrations/replaced",
        severity: "error",
        message: `Cannot use "${it.source.name}": "${id}" replaces it`,
        hint:
          `Delete "${it.source.name}", or restore the migrations as they were before the squash`,
      }));
  });
}
