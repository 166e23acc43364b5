import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import {
  columnCandidates,
  type Rename,
  type RenameCandidates,
  tableCandidates,
  tablePairs,
} from "../../diff/rename.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import { sameName } from "../../sql/names.ts";
import { renameFlag } from "./flags.ts";
import type { Ask } from "./question.ts";

/** Two schemas, the renames between them that are settled, and who to ask about others. */
export interface RenameQuestions {
  readonly current: SchemaSnapshot;
  readonly desired: SchemaSnapshot;
  readonly settled: readonly Rename[];
  readonly ask: Ask | undefined;
}

/**
 * The settled renames, and those that a person says there are: tables first, since their columns
 * can only be compared then. With nobody to ask, every such question comes back as a finding.
 */
export async function askRenames(questions: RenameQuestions): Promise<Result<Rename[]>> {
  const { current, desired, ask } = questions;
  const settled = [...questions.settled];
  const open: Diagnostic[] = [];
  const settle = async (candidates: readonly RenameCandidates[]) => {
    for (const candidate of candidates) {
      const before = candidate.before.filter((name) => !isTaken(name, candidate, settled));
      if (before.length === 0) continue;
      if (ask === undefined) {
        open.push(openRename({ ...candidate, before }, { current, desired, settled }));
        continue;
      }
      const { after, subject, table } = candidate;
      const named = table === undefined ? {} : { table };
      const answer = await ask({ kind: "rename", subject, ...named, after, candidates: before });
      if (answer === undefined) continue;
      settled.push(
        table === undefined
          ? { kind: "rename-table", before: answer, after }
          : { kind: "rename-column", table, before: answer, after },
      );
    }
  };
  await settle(tableCandidates(current, desired, settled));
  await settle(columnCandidates(tablePairs(current, desired, settled), settled));
  return open.length > 0 ? fail("finding", ...open) : succeed(settled);
}

function isTaken(name: string, candidate: RenameCandidates, settled: readonly Rename[]): boolean {
  return settled.some((rename) =>
    sameName(rename.before, name) &&
    (rename.kind === "rename-table"
      ? candidate.table === undefined
      : candidate.table !== undefined && sameName(rename.table, candidate.table))
  );
}

function openRename(
  { subject, table, after, before }: RenameCandidates,
  { current, desired, settled }: Omit<RenameQuestions, "ask">,
): Diagnostic {
  const tableBefore = table === undefined
    ? undefined
    : tablePairs(current, desired, settled).find(([, it]) => sameName(it.name, table))?.[0].name;
  const answers = before.map((name) =>
    table === undefined
      ? renameFlag([name], [after])
      : renameFlag([tableBefore ?? table, name], [table, after])
  );
  const place = table === undefined ? "" : ` of "${table}"`;
  return {
    code: "diff/rename-or-drop",
    severity: "error",
    message: `Cannot tell whether ${subject} "${after}"${place} is new or ` +
      `${before.map((name) => `"${name}"`).join(" or ")} under another name`,
    hint: `Pass ${answers.join(" or ")} to keep what it holds; ` +
      "pass --no-renames to drop the one and add the other",
    answers: [...answers, "--no-renames"],
  };
}
