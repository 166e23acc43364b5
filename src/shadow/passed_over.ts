import type { Diagnostic } from "../base/diagnostic.ts";
import { sameName } from "../sql/names.ts";
import type { Statement } from "../sql/statements.ts";
import { baseName, engineWords, firstLine, isForeignFunction, numberOf } from "./explain.ts";

/** Whether a statement that moves rows was refused only for one of these functions. */
export function mayBePassedOver(
  statement: Statement,
  reason: string,
  functions: readonly string[] = [],
): boolean {
  return isForeignFunction(statement, reason) &&
    functions.some((it) => sameName(it, reason.slice("no such function: ".length)));
}

/** What is said of a statement that was not run. */
export function passedOver(statement: Statement, reason: string): Diagnostic {
  const place = `statement ${numberOf(statement)} of ${baseName(statement.source.name)}`;
  return {
    code: "replay/passed-over",
    severity: "note",
    message: `Passed over ${place}: ${engineWords(reason)}`,
    span: firstLine(statement),
    notes: ["It only moves rows, by a function that the application registers"],
  };
}
