import type { SourceText } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { type KnownEnd, splitStatements, type Statement } from "../sql/statements.ts";

/**
 * The statements of texts, in order. Fails with what is wrong in every text that has no statements.
 * Those whose end is known need not be read for it.
 */
export function readStatements(
  sources: readonly SourceText[],
  knownEnd?: KnownEnd,
): Result<readonly Statement[]> {
  const scripts = sources.map((source) => splitStatements(source, knownEnd));
  const unreadable = scripts.filter((script) => !script.ok);
  if (unreadable.length > 0) {
    return fail("unfinished", ...unreadable.flatMap(({ diagnostics }) => diagnostics));
  }
  return succeed(scripts.flatMap((script) => script.ok ? script.value.statements : []));
}
