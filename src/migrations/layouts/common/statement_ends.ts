import { splitStatements, type Statement } from "../../../sql/statements.ts";

/** The statements of a text that we generated. */
export function statementsOf(sql: string): readonly Statement[] {
  const script = splitStatements({ name: "the new migration", text: sql });
  if (!script.ok) throw new Error("A generated migration cannot be split");
  return script.value.statements;
}

/** The offset after the semicolon of a statement. */
export function endWithSemicolon({ source, endOffset, closed, comments }: Statement): number {
  if (!closed) return endOffset;
  // A comment may precede the semicolon, and contain one.
  return source.text.indexOf(";", Math.max(endOffset, comments.at(-1)?.endOffset ?? 0)) + 1;
}
