import type { EngineName } from "../base/engine_name.ts";
import type { Declared } from "../sql/declared.ts";
import type { Statement } from "../sql/statements.ts";
import { isWord } from "../sql/tokens.ts";
import { ShadowDatabase } from "./shadow_database.ts";

/**
 * Why no database takes a CREATE TABLE, whatever is in it, in the engine's words: such a statement never
 * ran anywhere. Undefined where it is taken, for any other statement, and where the reason may be a
 * grammar that the engine does not know.
 */
export async function refusedAnywhere(
  statement: Statement,
  { engine, declared }: { readonly engine: EngineName; readonly declared?: Declared | undefined },
): Promise<string | undefined> {
  const [create, kind] = statement.tokens;
  if (!isWord(create, "create") || !isWord(kind, "table")) return undefined;
  await using shadow = await ShadowDatabase.open({ engine, declared });
  const reason = shadow.attemptStatements([statement]);
  return reason === undefined || MAY_DEPEND.test(reason) ? undefined : reason;
}

/** What is missing may be elsewhere, and what cannot be read may be meant for another engine. */
const MAY_DEPEND = /^no such |syntax error|^incomplete input|^unrecognized token/;
