import type { SourceText } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { type KnownEnd, splitStatements, type Statement } from "./statements.ts";

/**
 * The statements of all texts, in order. Fails with the diagnostics of every text that cannot be
 * split. A statement whose end is known is not read.
 */
export function readStatements(
  sources: readonly SourceText[],
  knownEnd?: KnownEnd,
): Result<readonly Statement[]> {
  const scripts = sources.map((source) => splitStatements(source, knownEnd));
  const unreadable = scripts.filter((script) => !script.ok);
  if (unreadable.length > 0) {
    return fail("unfinished", unreadable.flatMap(({ diagnostics }) => diagnostics));
  }
  return succeed(scripts.flatMap((script) => script.ok ? script.value.statements : []));
}
