import { outlineOf } from "../../../sql/outline_of.ts";
import type { Statement } from "../../../sql/statements.ts";
import type { ShadowDatabase } from "../../database/shadow_database.ts";
import { allStatements, type RunFile } from "./run.ts";

/** Whether a statement is libSQL's ALTER COLUMN … TO, which neither checks nor rewrites rows. */
export function altersColumn(statement: Statement): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "alter" && outline.action.kind === "alter-column";
}

/** What the engine finds wrong in a database after files that alter columns; nothing after others. */
export function faultsAfter(shadow: ShadowDatabase, files: readonly RunFile[]): string[] {
  if (!allStatements(files).some(altersColumn)) return [];
  const answer = shadow.tryQuery("PRAGMA integrity_check");
  return typeof answer === "string" ? [answer] : [...new Set(answer.map(String))];
}
