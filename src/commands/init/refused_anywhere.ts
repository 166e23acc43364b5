import type { TrialEngine } from "../../base/engine_name.ts";
import type { Declared } from "../../sql/declared.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";
import { ShadowDatabase } from "../../shadow/database/shadow_database.ts";

/**
 * The message of an engine if all of them refuse a CREATE TABLE whatever its contents, so that the
 * statement never ran anywhere. Undefined if it is accepted, for any other statement, and if the
 * engine may just not know the syntax.
 */
export async function refusedAnywhere(
  statement: Statement,
  { engines, declared }: {
    readonly engines: readonly TrialEngine[];
    readonly declared?: Declared | undefined;
  },
): Promise<string | undefined> {
  const outline = outlineOf(statement);
  if (outline.kind !== "create" || outline.object !== "table") return undefined;
  let reason: string | undefined;
  for (const engine of engines) {
    await using shadow = await ShadowDatabase.open({ engine, declared });
    reason = shadow.attemptStatements([statement]);
    if (reason === undefined || MAY_DEPEND.test(reason)) return undefined;
  }
  return reason;
}

/** A missing object may exist elsewhere, and a syntax error may be the syntax of another engine. */
const MAY_DEPEND = /^no such |syntax error|^incomplete input|^unrecognized token/;
