import { type Result, succeed } from "../../base/result.ts";
import type { Change } from "../../diff/change.ts";
import { detectChanges } from "../../diff/detect_changes.ts";
import { caseRenames, type Rename } from "../../diff/rename.ts";
import type { Target } from "../../base/target.ts";
import type { RenameHint } from "../../schema/text/rename_hints.ts";
import type { SchemaObject, SchemaSnapshot } from "../../schema/snapshot.ts";
import { renamedSnapshot } from "../../shadow/rename.ts";
import type { Declared } from "../../sql/declared.ts";
import { askFills } from "./ask_fills.ts";
import { askRenames } from "./ask_renames.ts";
import { givenRenames } from "./given_renames.ts";
import type { AnswerOptions } from "./answer_options.ts";
import type { OpenQuestions } from "./open_questions.ts";
import type { Ask } from "./question.ts";

/** Two schemas, and what is known of the way from one to the other. */
export interface ResolveRequest {
  readonly current: SchemaSnapshot;
  readonly desired: SchemaSnapshot;
  readonly hints: readonly RenameHint[];
  readonly answers: AnswerOptions;
  readonly columnOrder: "any" | "strict";
  /** What will run the migrations. */
  readonly target: Target;
  /** What the application registers. */
  readonly declared?: Declared | undefined;
  readonly ask?: Ask | undefined;
  /** What becomes of questions that nobody answers; findings when absent. */
  readonly open?: OpenQuestions;
}

/** The way from one schema to the other with every question answered. */
export interface Resolution {
  readonly renames: readonly Rename[];
  /** The current schema once the renames are done. */
  readonly renamed: SchemaSnapshot;
  /** What must be dropped before the renames, see `RenamedSchema`. */
  readonly aside: readonly SchemaObject[];
  /** What differs then. */
  readonly changes: readonly Change[];
  /** What existing rows get, as SQL, by `fillKey`. */
  readonly fills: ReadonlyMap<string, string>;
}

/**
 * Answers what only a person can know: whether a drop and an add are a rename, and what rows get
 * that are there already. Answers come from the options, from hints in the schema, or from `ask`;
 * without one nothing is guessed, and the open questions come back as findings, or as notes.
 */
export async function resolveChanges(request: ResolveRequest): Promise<Result<Resolution>> {
  const { current, desired, hints, answers, columnOrder, target, declared, ask } = request;
  const { open = "findings" } = request;
  const given = givenRenames({ current, desired, hints, renames: answers.renames });
  if (!given.ok) return given;
  const asked = answers.noRenames
    ? given
    : await askRenames({ current, desired, settled: given.value, ask, open });
  if (!asked.ok) return asked;
  const renames = [...asked.value, ...caseRenames(current, desired, asked.value)];
  const renamed = await renamedSnapshot(current, { renames, target, declared });
  if (!renamed.ok) return renamed;
  const { snapshot, aside } = renamed.value;
  const changes = detectChanges(snapshot, desired, { columnOrder });
  const fills = await askFills({
    renamed: snapshot,
    desired,
    changes,
    answers: answers.fills,
    ask,
    open,
    target,
    declared,
  });
  if (!fills.ok) return fills;
  const notes = answers.noRenames ? [] : asked.diagnostics;
  const diagnostics = [...given.diagnostics, ...notes, ...fills.diagnostics];
  const resolution = { renames, renamed: snapshot, aside, changes, fills: fills.value };
  return succeed(resolution, diagnostics);
}
