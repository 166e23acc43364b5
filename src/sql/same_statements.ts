import { splitStatements } from "./statements.ts";

/** Whether two texts have the same statements, apart from comments and white space around them. */
export function haveSameStatements(left: string, right: string): boolean {
  return statementsOf(left) === statementsOf(right);
}

function statementsOf(text: string): string | undefined {
  const script = splitStatements({ name: "", text });
  return script.ok ? JSON.stringify(script.value.statements.map(({ sql }) => sql)) : undefined;
}
