import type { Diagnostic } from "../../base/diagnostic.ts";
import { engineOf } from "../../base/engine_name.ts";
import { alteringDialect, enginesOf, type Target } from "../../base/target.ts";
import type { Migration } from "../../migrations/directory.ts";
import { firstLine } from "../../shadow/explain/explain.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { type Statement, statementsIn } from "../../sql/statements.ts";

/**
 * A warning for each statement that only SQLite 3.53 and later can run, if the target may be an older
 * one. The engine that replays migrations is a newer one, and runs it.
 * https://www.sqlite.org/lang_altertable.html
 */
export function newerStatements(migrations: readonly Migration[], target: Target): Diagnostic[] {
  if (engineOf(enginesOf(target)[0]) !== "sqlite" || alteringDialect(target) !== undefined) {
    return [];
  }
  return migrations.flatMap(({ source }) => statementsIn(source)).filter(altersConstraints)
    .map((it) => tooNew(it, target));
}

function altersConstraints(statement: Statement): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "alter" &&
    ["alter-column", "add-constraint", "drop-constraint"].includes(outline.action.kind);
}

function tooNew(statement: Statement, target: Target): Diagnostic {
  const write = "let penumbra generate write the change";
  return {
    code: "lint/newer-sqlite",
    severity: "warning",
    message: `Only SQLite 3.53 and later can run this, and the target "${target}" may be older`,
    span: firstLine(statement),
    hint: target === "d1"
      ? `${write[0]!.toUpperCase()}${write.slice(1)}`
      : `Set "target": "sqlite@3.53" if no older one opens these databases; otherwise, ${write}`,
  };
}
