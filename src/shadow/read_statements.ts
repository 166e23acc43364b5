import type { SourceText } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { splitStatements, type Statement } from "../sql/statements.ts";

/** The statements of texts, in order. Fails with what is wrong in every text that has no statements. */
export function readStatements(sources: readonly SourceText[]): Result<readonly Statement[]> {
  const scripts = sources.map(splitStatements);
  const unreadable = scripts.filter((script) => !script.ok);
  if (unreadable.length > 0) {
    return fail("unfinished", ...unreadable.flatMap(({ diagnostics }) => diagnostics));
  }
  return succeed(scripts.flatMap((script) => script.ok ? script.value.statements : []));
}
