import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Result } from "../../base/result.ts";
import { DEFAULT_TARGET, enginesOf, type Target } from "../../base/target.ts";
import { engineOf, type TrialEngine } from "../../base/engine_name.ts";

/**
 * The result of the work on the engine of a target. If libSQL refuses what SQLite runs, the hint
 * names the target that accepts it. The reverse is never tried, so that libSQL need not be
 * installed.
 */
export async function runOnEngine<Value>(
  target: Target = DEFAULT_TARGET,
  run: (engine: TrialEngine) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const [engine] = enginesOf(target);
  const result = await run(engine);
  if (result.ok || !result.diagnostics.some(isRefusal)) return result;
  const explain = engineOf(engine) === "sqlite"
    ? withLibsqlHint
    : (await run("sqlite")).ok
    ? withSqliteHint
    : withQuotesHint;
  const explained = result.diagnostics.map((it) => isRefusal(it) ? explain(it) : it);
  return { ...result, diagnostics: explained };
}

/**
 * Whether the engine refused the SQL, as opposed to the guard, a time limit or a syntax problem of
 * our own reader.
 */
function isRefusal({ code }: Diagnostic): boolean {
  return code === "replay/statement-failed" || code === "schema/broken-object";
}

function withSqliteHint(diagnostic: Diagnostic): Diagnostic {
  const other = "--target sqlite if libSQL never runs these migrations";
  return {
    ...diagnostic,
    notes: [...diagnostic.notes ?? [], "libSQL refuses this; SQLite accepts it"],
    hint: isInDoubleQuotes(diagnostic) ? `${SINGLE_QUOTES}; or use ${other}` : `Use ${other}`,
  };
}

const SINGLE_QUOTES = "Write strings in 'single quotes': double quotes are for names";

function withQuotesHint(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.hint === undefined && isInDoubleQuotes(diagnostic)
    ? { ...diagnostic, hint: SINGLE_QUOTES }
    : diagnostic;
}

/** Whether a missing column may have been meant as a string. */
function isInDoubleQuotes({ message, span }: Diagnostic): boolean {
  return message.includes("no such column") &&
    span?.source.text[span.startOffset] === '"';
}

/** Functions that only libSQL has: vectors, uuid4() and others in its builds. */
const LIBSQL_NAME =
  /no such function "?(?:libsql_|vector|uuid(?:[47]|7_timestamp_ms|_str|_blob)?"?$)/;

function withLibsqlHint(diagnostic: Diagnostic): Diagnostic {
  return LIBSQL_NAME.test(diagnostic.message)
    ? { ...diagnostic, hint: "Use --target libsql if libSQL runs it: SQLite has no such function" }
    : diagnostic;
}
