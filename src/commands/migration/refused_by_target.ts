import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Target } from "../../base/target.ts";
import { refusedByD1 } from "../../sql/refused_by_d1.ts";
import { splitStatements } from "../../sql/statements.ts";

/** The findings for the SQL of a new migration that its target refuses, though the engine runs it. */
export function refusedByTarget(sql: string, target: Target): Diagnostic[] {
  if (target !== "d1") return [];
  const script = splitStatements({ name: "the new migration", text: sql });
  if (!script.ok) throw new Error("A generated migration cannot be split");
  return script.value.statements.flatMap((statement) => {
    const refused = refusedByD1(statement);
    return refused === undefined ? [] : [{
      code: "plan/target-refuses",
      severity: "error",
      message: `Cannot write a migration for D1: it refuses ${refused.what}`,
      notes: [`In: ${statement.sql.split("\n")[0]}`],
      hint: `${refused.hint}, or set --target sqlite if D1 never runs these migrations`,
    }];
  });
}
