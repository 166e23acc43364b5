import type { Diagnostic } from "../../base/diagnostic.ts";
import { match } from "../../base/match.ts";
import type { Place } from "../../host/board.ts";
import { MEMORY_HINT } from "../../shadow/explain/memory_hint.ts";
import { statementWords } from "../../shadow/explain/statement_words.ts";
import { OWN_SQL } from "../../shadow/database/own_sql.ts";
import { shortenLists } from "../../sql/shorten_lists.ts";
import type { Excess } from "./limits.ts";

/** The diagnostic for SQL that was terminated, with what it was. */
export function excessDiagnostic(
  excess: Excess,
  { place, words }: { readonly place: Place | undefined; readonly words: string | undefined },
): Diagnostic {
  if (excess.kind === "process") return processDiagnostic(excess.limitBytes, words);
  const state = match(excess)
    .returnType<string>()
    .with({ kind: "statement" }, ({ limitMs }) => `it was still running after ${seconds(limitMs)}`)
    .with({ kind: "run" }, ({ limitMs }) => `all SQL together ran for ${seconds(limitMs)}`)
    .with({ kind: "memory" }, ({ limitBytes }) => `it takes more than ${mebibytes(limitBytes)}`)
    .exhaustive();
  const isOwn = place === undefined || place.source.name === OWN_SQL;
  return {
    code: excess.kind === "memory" ? "shadow/memory-limit" : "shadow/time-limit",
    severity: "error",
    message: `Cannot finish ${isOwn ? "a statement" : statementWords(place)}: ${state}`,
    ...(isOwn ? { notes: ownNotes(place, words) } : { span: place }),
    hint: match(excess.kind)
      .with(
        "statement",
        () =>
          "Check for an endless recursive query, or a join without a condition; " +
          "--time-limit <seconds> gives more time",
      )
      .with(
        "run",
        () => "Allow more with --time-limit <seconds>, or start the replay from a baseline",
      )
      .with("memory", () => MEMORY_HINT)
      .exhaustive(),
  };
}

/** No single statement is to blame. */
function processDiagnostic(limitBytes: number, words: string | undefined): Diagnostic {
  return {
    code: "shadow/memory-limit",
    severity: "error",
    message: `Cannot finish the command: it takes more than ${mebibytes(limitBytes)}`,
    ...(words !== undefined && { notes: [words] }),
    hint: "Take data out of the largest files, or start the replay from a baseline",
  };
}

function mebibytes(bytes: number): string {
  return `${bytes / 2 ** 20} MiB of memory`;
}

function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}

/** Notes for SQL that we generated and that is in no file. */
function ownNotes(place: Place | undefined, words: string | undefined): string[] {
  const sql = place && shortenLists(
    place.source.text.slice(place.startOffset, place.endOffset),
  );
  return [words, sql].filter((it) => it !== undefined);
}
