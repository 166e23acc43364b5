import { splitStatements, type Statement } from "../../src/sql/statements.ts";

/** The statements of a text. Throws if it cannot be split. */
export function statementsOf(text: string, name = "x.sql"): readonly Statement[] {
  const script = splitStatements({ name, text });
  if (!script.ok) throw new Error(script.diagnostics[0]?.message);
  return script.value.statements;
}
