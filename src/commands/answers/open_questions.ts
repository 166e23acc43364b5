/**
 * What becomes of a question that nobody answers: a finding that stops, or a note beside what is shown
 * as if the answer were no.
 */
export type OpenQuestions = "findings" | "notes";

/** How such a question is told. */
export function severityOf(open: OpenQuestions): "error" | "note" {
  return open === "notes" ? "note" : "error";
}
