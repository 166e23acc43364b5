import type { Outcome } from "../commands/outcome.ts";
import { EXIT_CODES } from "../report/explanations/exit_codes.ts";
import {
  explain,
  EXPLANATIONS,
  explanationsByArea,
  suggestCode,
} from "../report/explanations/explain.ts";
import type { Explanation } from "../report/explanations/page.ts";
import { misuse } from "./misuse.ts";

/**
 * The explanation of a code; for the part before its slash, a line for each code that begins with it;
 * without one, a line for every code, and the meaning of exit codes.
 */
export function explainCode(code: string | undefined): Outcome {
  if (code === undefined) {
    const facts = { explanations: EXPLANATIONS, exitCodes: EXIT_CODES };
    return { exitCode: 0, diagnostics: [], data: overview(), facts };
  }
  const area = explanationsByArea().get(code);
  if (area !== undefined) {
    return { exitCode: 0, diagnostics: [], data: listOf(area), facts: { explanations: area } };
  }
  const explanation = explain(code);
  if (explanation === undefined) return { exitCode: 2, diagnostics: [unknownCode(code)] };
  return { exitCode: 0, diagnostics: [], data: explanation.text, facts: { explanation } };
}

function overview(): string {
  const exits = Object.entries(EXIT_CODES).map(([code, meaning]) => [`exit code ${code}`, meaning]);
  return [...[...explanationsByArea().values()].map(listOf), columns(exits)].join("\n");
}

function listOf(explanations: readonly Explanation[]): string {
  return columns(explanations.map(({ code, summary }) => [code, summary]));
}

/** Two columns; the second starts after the longest text of the first. */
function columns(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([first = ""]) => first.length));
  return rows.map(([first = "", second]) => `${first.padEnd(width)}  ${second}\n`).join("");
}

function unknownCode(code: string) {
  const meant = suggestCode(code);
  return misuse("unknown-code", {
    message: `Cannot explain "${code}": no diagnostic has that code`,
    hint: meant === undefined
      ? 'Run "penumbra explain" for the list of codes'
      : `Did you mean "${meant}"?`,
  });
}
