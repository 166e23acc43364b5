import type { Diagnostic } from "../../base/diagnostic.ts";
import { lint } from "../../lint/lint.ts";
import type { Permissions } from "../../lint/permissions.ts";
import type { CachedState } from "../../migrations/cache/cache.ts";
import {
  findJudgements,
  isJudged,
  type JudgedHistory,
  parseJudgements,
  type StoredJudgements,
} from "../../migrations/cache/cached_findings.ts";
import type { Migration } from "../../migrations/directory.ts";
import { namesOf } from "../../migrations/runners/runners_of.ts";
import type { Judgement } from "../../shadow/judge/judge.ts";
import type { CommandContext } from "../settings/options.ts";
import type { HistoryFiles } from "../project/read_project.ts";
import { type JudgedEach, type JudgedPending, judgeEach, judgePending } from "./judge_units.ts";
import { generatedElsewhere } from "./generated_elsewhere.ts";
import { outOfOrder } from "./out_of_order.ts";
import type { JudgedScope, ScopeOptions } from "./scope.ts";
import { restoreJudgements, storeJudgements } from "./stored_judgements.ts";
import { unsupportedStatements } from "./unsupported_statements.ts";

/** The effects of migrations on rows. */
export interface HistoryJudgement {
  readonly diagnostics: readonly Diagnostic[];
  /** The migrations that there was no time for. */
  readonly unjudged: readonly Migration[];
  /** The history, if it was judged without findings. */
  readonly judged?: JudgedHistory;
  /** What was found, if it was not known before. */
  readonly stored?: StoredJudgements;
  /** The state before the migrations that were judged, for the cache. */
  readonly before?: CachedState;
}

/** What is known about a history, and how to judge it. */
export interface JudgeHistoryRequest {
  /** The key of the last migration. */
  readonly key: string;
  /** The state before the migrations to judge, if it is known. */
  readonly before: CachedState | undefined;
  readonly options: ScopeOptions;
  readonly context: CommandContext;
  /** The permissions in the files, if it matters which of them were needed. */
  readonly permissions?: Permissions | undefined;
}

/** Judges migrations for each of their possible runners. Notes are returned only under `--verbose`. */
export async function judgeHistory(
  files: HistoryFiles,
  scope: JudgedScope,
  request: JudgeHistoryRequest,
): Promise<HistoryJudgement> {
  const { runners: candidates, directory: { migrations } } = files;
  if (migrations.length === 0) return { diagnostics: [], unjudged: [] };
  const { key, options, context, permissions } = request;
  const runners = namesOf(candidates);
  const { from, edited, main } = scope;
  const judged = { key, from, runners };
  const known = options.cache && !options.all ? files.cache?.judged ?? [] : [];
  const isDone = from === migrations.length || isJudged(known, judged);
  const misplaced = [...edited, ...await outOfOrder(files, main)];
  if (isDone && misplaced.length === 0) {
    context.note("No migration was judged: all were judged before or are on the main branch");
    return { diagnostics: [], unjudged: [], judged };
  }
  const { judgements, unjudged = [], ...learned }: KnownJudgements = isDone
    ? { judgements: [] }
    : await judgementsOf(files, scope, request);
  for (const judgement of judgements) noteUnknown(judgement, context);
  const found = [
    ...misplaced,
    ...await generatedElsewhere(files, scope),
    ...unsupportedStatements(migrations.slice(from), files),
    ...judgements.flatMap(({ effects }) => lint(effects, candidates, permissions)),
  ];
  const diagnostics = found.filter(({ severity }) => severity !== "note" || options.verbose);
  const isFine = unjudged.length === 0 && found.every(({ severity }) => severity === "note");
  return { diagnostics, unjudged, ...(isFine && { judged }), ...learned };
}

interface KnownJudgements extends Pick<HistoryJudgement, "stored" | "before"> {
  readonly judgements: readonly Judgement[];
  readonly unjudged?: readonly Migration[];
}

/** The judgements of migrations: those in the cache if it has them, otherwise new ones, to be stored. */
async function judgementsOf(
  files: HistoryFiles,
  { from }: JudgedScope,
  { key, before, options, context }: JudgeHistoryRequest,
): Promise<KnownJudgements> {
  const { cache, runners: candidates, directory: { migrations } } = files;
  const wanted = { key, from: from === 0 ? "each" : from, runners: namesOf(candidates) } as const;
  const references = { migrations, candidates };
  const known = options.cache && cache !== undefined
    ? findJudgements(parseJudgements(cache), wanted)
    : undefined;
  const restored = known && restoreJudgements(known.judgements, references);
  if (restored !== undefined) {
    context.note("No migration was judged: the cache has what was found before");
    return { judgements: restored };
  }
  const judged: JudgedPending & Partial<JudgedEach> = from === 0
    ? await judgeEach(files, context)
    : await judgePending(files, { from, before, options, context });
  if (judged.unjudged?.length) return judged;
  const judgements = storeJudgements(judged.judgements, references);
  return { ...judged, stored: { ...wanted, judgements } };
}

function noteUnknown({ unseeded, unable }: Judgement, { note }: CommandContext): void {
  if (unseeded.length > 0) note(`No row could be made for ${unseeded.join(", ")}`);
  if (unable.length > 0) {
    note(
      `Not judged as run by ${
        unable.map(({ words }) => words).join(", ")
      }: the files do not run that way`,
    );
  }
}
