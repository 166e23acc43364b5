/**
 * How an unanswered question is reported: as a finding that stops the command, or as a note next to
 * a result that assumes "no".
 */
export type OpenQuestions = "findings" | "notes";

/** The severity of an unanswered question. */
export function severityOf(open: OpenQuestions): "error" | "note" {
  return open === "notes" ? "note" : "error";
}
