import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Statement } from "../../sql/statements.ts";
import { isNamed, nameOf } from "../../sql/token_names.ts";
import { isWord } from "../../sql/tokens.ts";
import { brokenObjects } from "../database/broken_objects.ts";
import { brokenDiagnostic } from "../database/explain_broken.ts";
import { ShadowDatabase, type ShadowOptions } from "../database/shadow_database.ts";
import { creationOf } from "./ddl_order.ts";

/**
 * The diagnostics for all statements of a schema that the engine refuses, in the order given, and for
 * the views and triggers that do not compile. What mentions the object of a refused statement is left
 * out, since it may fail for that reason alone. None if the statements do more than create objects:
 * what follows a refused one then depends on it.
 */
export async function everyRefusal(
  statements: readonly Statement[],
  options: Pick<ShadowOptions, "engine" | "declared">,
): Promise<readonly Diagnostic[]> {
  if (!statements.every(({ tokens }) => isWord(tokens[0], "create"))) return [];
  await using shadow = await ShadowDatabase.open(options);
  const diagnostics: Diagnostic[] = [];
  const missing = new Set<string>();
  for (const statement of statements) {
    const isAffected = [...missing].some((name) =>
      statement.tokens.some((token) => isNamed(token, name))
    );
    const ran = isAffected ? undefined : shadow.applyStatements([statement]);
    if (ran?.ok) continue;
    diagnostics.push(...ran?.diagnostics ?? []);
    for (const name of namesOf(statement)) if (!shadow.has(name)) missing.add(name);
  }
  const snapshot = shadow.introspect();
  const broken = brokenObjects(shadow, snapshot);
  return [...diagnostics, ...broken.map((it) => brokenDiagnostic(it, statements, snapshot))];
}

/** The name of what a statement creates; with a mistake in front of it, the words that may be one. */
function namesOf(statement: Statement): string[] {
  const creation = creationOf(statement);
  if (creation !== undefined) return [creation.name];
  const { tokens } = statement;
  const body = tokens.findIndex((token) => isWord(token, "(", "as", "on", "begin"));
  return tokens.slice(1, body < 0 ? undefined : body).flatMap((token) => nameOf(token) ?? []);
}
