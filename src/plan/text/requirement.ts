import { match } from "../../base/match.ts";
import type { Step } from "../step.ts";
import { alteringDialect, type Target } from "../../base/target.ts";

/** The line for the head of a migration that only some engines can run; undefined for most. */
export function requirementOf(steps: readonly Step[], target: Target): string | undefined {
  if (!steps.some((step) => step.kind === "alter-table")) return undefined;
  return match(alteringDialect(target))
    .returnType<string | undefined>()
    .with("libsql", () => "Needs libSQL: SQLite has no ALTER COLUMN … TO")
    .with("sqlite", () => "Needs SQLite 3.53 or later: it alters constraints in place")
    .with(undefined, () => undefined)
    .exhaustive();
}
