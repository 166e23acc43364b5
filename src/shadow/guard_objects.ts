import type { SchemaObject } from "../schema/snapshot.ts";
import type { EngineName } from "../base/engine_name.ts";
import type { Declared } from "../sql/declared.ts";
import { splitStatements } from "../sql/statements.ts";
import { isWord } from "../sql/tokens.ts";
import { guard } from "./guard.ts";

/**
 * Whether each object's text is one CREATE that the guard lets run: what the engine itself has said of
 * a schema always is, and what comes out of a file may not be.
 */
export function areHarmless(
  objects: readonly SchemaObject[],
  engine: EngineName,
  declared?: Declared,
): boolean {
  return objects.every(({ sql, name }) => {
    const script = splitStatements({ name, text: sql });
    if (!script.ok) return false;
    const [statement, ...others] = script.value.statements;
    return statement !== undefined && others.length === 0 &&
      isWord(statement.tokens[0], "create") && guard(statement, engine, declared) === undefined;
  });
}
