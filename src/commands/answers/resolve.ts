import { type Result, succeed } from "../../base/result.ts";
import type { Change } from "../../diff/change.ts";
import { detectChanges } from "../../diff/detect_changes.ts";
import type { Sides } from "../../diff/difference.ts";
import { caseRenames, type Rename } from "../../diff/rename.ts";
import type { Target } from "../../base/target.ts";
import type { RenameHint } from "../../schema/text/rename_hints.ts";
import type { SchemaObject, SchemaSnapshot } from "../../schema/snapshot.ts";
import { renamedSnapshot } from "../../shadow/renamed_snapshot.ts";
import type { Declared } from "../../sql/declared.ts";
import { askFills } from "./ask_fills.ts";
import { askRenames } from "./ask_renames.ts";
import { givenRenames } from "./given_renames.ts";
import type { AnswerOptions } from "./answer_options.ts";
import type { OpenQuestions } from "./open_questions.ts";
import type { Ask } from "./question.ts";

/** Two schemas, and the given answers about the difference. */
export interface ResolveRequest extends Sides {
  readonly hints: readonly RenameHint[];
  readonly answers: AnswerOptions;
  readonly columnOrder: "any" | "strict";
  /** What will run the migrations. */
  readonly target: Target;
  /** What the application registers. */
  readonly declared?: Declared | undefined;
  readonly ask?: Ask | undefined;
  /** How unanswered questions are reported; as findings if absent. */
  readonly open?: OpenQuestions;
}

/** The difference between two schemas, with every question answered. */
export interface Resolution {
  readonly renames: readonly Rename[];
  /** The current schema after the renames. */
  readonly renamed: SchemaSnapshot;
  /** Objects that must be dropped before the renames, see `RenamedSchema`. */
  readonly aside: readonly SchemaObject[];
  /** The remaining changes. */
  readonly changes: readonly Change[];
  /** The values that existing rows get, as SQL, by `fillKey`. */
  readonly fills: ReadonlyMap<string, string>;
}

/**
 * Answers the questions that only a person can: whether a drop and an add are a rename, and which
 * values existing rows get. Answers come from the options, from hints in the schema, or from `ask`;
 * without it nothing is guessed, and open questions are returned as findings or notes.
 */
export async function resolveChanges(request: ResolveRequest): Promise<Result<Resolution>> {
  const { current, desired, hints, answers, columnOrder, target, declared, ask } = request;
  const { open = "findings" } = request;
  const given = givenRenames({ current, desired, hints, renames: answers.renames });
  if (!given.ok) return given;
  const asked = answers.noRenames
    ? given
    : await askRenames({ current, desired, settled: given.value, ask, open });
  if (!asked.ok) return { ...asked, diagnostics: [...given.diagnostics, ...asked.diagnostics] };
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
  if (!fills.ok) return { ...fills, diagnostics: [...given.diagnostics, ...fills.diagnostics] };
  const notes = answers.noRenames ? [] : asked.diagnostics;
  const diagnostics = [...given.diagnostics, ...notes, ...fills.diagnostics];
  const resolution = { renames, renamed: snapshot, aside, changes, fills: fills.value };
  return succeed(resolution, diagnostics);
}
