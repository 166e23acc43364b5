import type { Diagnostic } from "../../base/diagnostic.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";
import type { Token } from "../../sql/tokens.ts";
import { explainWords } from "../explain/explain.ts";
import { brokenMessage, type BrokenObject } from "./broken_objects.ts";

/**
 * The diagnostic for an object that does not compile, with the place in the last of the
 * statements that creates it, if any. `snapshot` is the current schema, for "Did you mean".
 */
export function explainBroken(
  broken: BrokenObject,
  statements: readonly Statement[],
  snapshot: SchemaSnapshot,
): Pick<Diagnostic, "message" | "span" | "hint" | "undeclared"> {
  const message = brokenMessage(broken);
  const created = statements.findLast((it) => nameCreated(it, broken) !== undefined);
  if (created === undefined) return { message };
  const { startOffset, endOffset } = nameCreated(created, broken)!;
  const span = { source: created.source, startOffset, endOffset };
  return { message, span, ...explainWords(created, broken.reason, snapshot) };
}

/** The diagnostic for an object of a desired schema that does not compile. */
export function brokenDiagnostic(
  broken: BrokenObject,
  statements: readonly Statement[],
  snapshot: SchemaSnapshot,
): Diagnostic {
  return {
    code: "schema/broken-object",
    severity: "error",
    hint: "Create what it reads from in the same schema, or drop it",
    ...explainBroken(broken, statements, snapshot),
  };
}

/** The token of the object's name if the statement creates it. */
function nameCreated(statement: Statement, { object }: BrokenObject): Token | undefined {
  const outline = outlineOf(statement);
  const isIt = outline.kind === "create" && outline.object === object.kind &&
    outline.name.name === fold(object.name);
  return isIt ? outline.name.token : undefined;
}
