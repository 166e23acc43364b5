import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import type { Sides } from "../../diff/difference.ts";
import {
  columnCandidates,
  type Rename,
  type RenameCandidates,
  tableCandidates,
  tablePairs,
} from "../../diff/rename.ts";
import { sameName } from "../../sql/names.ts";
import { renameAnswer } from "./flags.ts";
import { type OpenQuestions, severityOf } from "./open_questions.ts";
import type { Ask, RenameQuestion } from "./question.ts";

/** Two schemas, the known renames between them, and whom to ask about others. */
export interface RenameQuestions extends Sides {
  readonly settled: readonly Rename[];
  readonly ask: Ask | undefined;
  /** Whether open questions are findings, or notes next to the result without an answer. */
  readonly open: OpenQuestions;
}

/**
 * The known renames, and those that a person confirms: tables first, since their columns can only
 * be compared then. With nobody to ask, every such question is a finding, or a note that one is
 * dropped and the other added.
 */
export async function askRenames(questions: RenameQuestions): Promise<Result<Rename[]>> {
  const { current, desired, ask } = questions;
  const settled = [...questions.settled];
  const open: Diagnostic[] = [];
  const settle = async (
    candidates: readonly RenameCandidates[],
    pairs: ReturnType<typeof tablePairs> = [],
  ) => {
    const tablesBefore = new Map(pairs.map(([before, after]) => [after.name, before.name]));
    for (const candidate of candidates) {
      const before = candidate.before.filter((name) => !isTaken(name, candidate, settled));
      if (before.length === 0) continue;
      const { after, subject, table } = candidate;
      const tableBefore = tablesBefore.get(table ?? "");
      const question: RenameQuestion = {
        kind: "rename",
        subject,
        ...(table !== undefined && { table }),
        ...(tableBefore !== undefined && tableBefore !== table && { tableBefore }),
        after,
        candidates: before,
      };
      if (ask === undefined) {
        open.push(openRename(question, questions.open));
        continue;
      }
      const answer = await ask(question);
      if (answer === undefined) continue;
      settled.push(
        table === undefined
          ? { kind: "rename-table", before: answer, after }
          : { kind: "rename-column", table, before: answer, after },
      );
    }
  };
  await settle(tableCandidates(current, desired, settled));
  const pairs = tablePairs(current, desired, settled);
  await settle(columnCandidates(pairs, settled), pairs);
  if (questions.open === "notes") return succeed(settled, open);
  return open.length > 0 ? fail("finding", open) : succeed(settled);
}

function isTaken(name: string, candidate: RenameCandidates, settled: readonly Rename[]): boolean {
  return settled.some((rename) =>
    sameName(rename.before, name) &&
    (rename.kind === "rename-table"
      ? candidate.table === undefined
      : candidate.table !== undefined && sameName(rename.table, candidate.table))
  );
}

function openRename(question: RenameQuestion, open: OpenQuestions): Diagnostic {
  const { subject, table, after, candidates } = question;
  const answers = candidates.map((name) => renameAnswer(question, name));
  const what = `${subject} "${after}"${table === undefined ? "" : ` of "${table}"`}`;
  const names = eitherOf(candidates.map((name) => `"${name}"`));
  return {
    code: "diff/rename-or-drop",
    severity: severityOf(open),
    message: open === "notes"
      ? `Shown as a drop and an add: ${what} may be a renamed ${names}`
      : `Cannot tell whether ${what} is new or a renamed ${names}`,
    hint: `Pass ${eitherOf(answers)} to keep its data; ` +
      "pass --no-renames to drop one and add the other",
    answers: [...answers, "--no-renames"],
  };
}

/** How many alternatives a sentence lists. */
const FEW = 4;

/** The alternatives, best first, as part of a sentence; of many, the first ones and a count. */
function eitherOf(alternatives: readonly string[]): string {
  const count = alternatives.length - FEW + 1;
  return count <= 1
    ? alternatives.join(" or ")
    : `${alternatives.slice(0, FEW - 1).join(" or ")} (or one of ${count} others)`;
}
