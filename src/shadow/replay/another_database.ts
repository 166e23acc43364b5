import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Statement } from "../../sql/statements.ts";
import { isWord } from "../../sql/tokens.ts";
import { firstLine } from "../explain/explain.ts";

/**
 * The diagnostics of a history that cannot run, with a single one in place of all refusals if its
 * statements are PostgreSQL's: advice about each would not help.
 */
export function refusalsInOne(
  diagnostics: readonly Diagnostic[],
  statements: readonly Statement[],
): readonly Diagnostic[] {
  const refused = diagnostics.filter(({ code }) => code === "shadow/refused");
  const foreign = statements.filter(isForeign);
  if (foreign.length === 0 || refused.length < 2) return diagnostics;
  const kinds = new Set(foreign.map(({ tokens }) => `CREATE ${tokens[1]!.text.toUpperCase()}`));
  const others = diagnostics.filter(({ code }) => code !== "shadow/refused");
  return [{
    code: "migrations/another-database",
    severity: "error",
    message: "Cannot replay the migrations: they are written for PostgreSQL",
    span: firstLine(foreign[0]!),
    notes: [`SQLite refuses ${refused.length} statements, such as ${[...kinds].join(", ")}`],
    hint:
      "Name the folder with the migrations for SQLite with --migrations; if only some files are " +
      'for PostgreSQL, name them under "skip" in penumbra.json',
  }, ...others];
}

/** Whether it creates what only PostgreSQL has. */
function isForeign({ tokens: [create, object] }: Statement): boolean {
  return isWord(create, "create") &&
    isWord(object, "extension", "type", "sequence", "domain", "materialized");
}
