import { type Result, succeed } from "../../base/result.ts";
import { detectChanges } from "../../diff/detect_changes.ts";
import type { Difference, Sides } from "../../diff/difference.ts";
import { caseRenames } from "../../diff/rename.ts";
import type { RenameHint } from "../../schema/text/rename_hints.ts";
import type { SchemaObject } from "../../schema/snapshot.ts";
import { renamedSnapshot } from "./renamed_snapshot.ts";
import type { TargetDatabase } from "../../shadow/database/target_options.ts";
import { askFills } from "./ask_fills.ts";
import { askRenames } from "./ask_renames.ts";
import { givenRenames } from "./given_renames.ts";
import type { AnswerOptions } from "./answer_options.ts";
import type { OpenQuestions } from "./open_questions.ts";
import type { Ask } from "./question.ts";

/** Two schemas, and the given answers about the difference. */
export interface ResolveRequest extends Sides, TargetDatabase {
  readonly hints: readonly RenameHint[];
  readonly answers: AnswerOptions;
  readonly columnOrder: "any" | "strict";
  readonly ask?: Ask | undefined;
  /** How unanswered questions are reported; as findings if absent. */
  readonly open?: OpenQuestions;
}

/** The difference between two schemas, with every question answered. */
export interface Resolution extends Omit<Difference, keyof Sides> {
  /** Objects that must be dropped before the renames, see `RenamedSchema`. */
  readonly aside: readonly SchemaObject[];
}

/**
 * Answers the questions that only a person can: whether a drop and an add are a rename, and which
 * values existing rows get. Answers come from the options, from hints in the schema, or from `ask`;
 * without it nothing is guessed, and open questions are returned as findings or notes.
 */
export async function resolveChanges(request: ResolveRequest): Promise<Result<Resolution>> {
  const { current, desired, hints, answers, columnOrder, ask } = request;
  const { open = "findings" } = request;
  const given = givenRenames({ current, desired, hints, renames: answers.renames });
  if (!given.ok) return given;
  const asked = answers.noRenames
    ? given
    : await askRenames({ current, desired, settled: given.value, ask, open });
  if (!asked.ok) return { ...asked, diagnostics: [...given.diagnostics, ...asked.diagnostics] };
  const renames = [...asked.value, ...caseRenames(current, desired, asked.value)];
  const renamed = await renamedSnapshot(current, { ...request, renames });
  if (!renamed.ok) return renamed;
  const { snapshot, aside } = renamed.value;
  const changes = detectChanges(snapshot, desired, { columnOrder });
  const questions = { ...request, renamed: snapshot, changes, answers: answers.fills, ask, open };
  const fills = await askFills(questions);
  if (!fills.ok) return { ...fills, diagnostics: [...given.diagnostics, ...fills.diagnostics] };
  const notes = answers.noRenames ? [] : asked.diagnostics;
  const diagnostics = [...given.diagnostics, ...notes, ...fills.diagnostics];
  const resolution = { renames, renamed: snapshot, aside, changes, fills: fills.value };
  return succeed(resolution, diagnostics);
}
