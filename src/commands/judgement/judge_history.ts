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
import { chainKeys } from "../../migrations/chain.ts";
import type { Migration } from "../../migrations/directory.ts";
import { namesOf } from "../../migrations/runners/runners_of.ts";
import type { Judgement } from "../../shadow/judge/judge.ts";
import type { CommandContext } from "../settings/options.ts";
import type { HistoryFiles } from "../project/read_project.ts";
import {
  type JudgedEach,
  type JudgedPending,
  judgeEach,
  judgePending,
  type Unit,
} from "./judge_units.ts";
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
  /** What was found and not known before. */
  readonly stored?: readonly StoredJudgements[];
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
  // Which permissions were needed is not remembered.
  const isRemembered = options.cache && !options.all && permissions === undefined;
  const known = isRemembered ? files.cache?.judged ?? [] : [];
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

/** The judgements of migrations: those in the cache, and new ones of the rest, to be stored. */
async function judgementsOf(
  files: HistoryFiles,
  { from }: JudgedScope,
  { before, options, context }: JudgeHistoryRequest,
): Promise<KnownJudgements> {
  const { cache, runners: candidates, directory: { migrations } } = files;
  const references = { migrations, candidates };
  const keys = await chainKeys(migrations);
  const runners = namesOf(candidates);
  const placeOf = (unit: Unit) => ({ key: keys[unit.to - 1]!, from: unit.from, runners });
  const stored = options.cache && cache !== undefined ? parseJudgements(cache) : [];
  const restored = (unit: Unit) => {
    const found = findJudgements(stored, placeOf(unit));
    return found && restoreJudgements(found.judgements, references);
  };
  const { units, unjudged = [], ...learned }: JudgedEach & Partial<JudgedPending> = from === 0
    ? await judgeEach(files, { restored, options, context })
    : await judgePending(files, { from, restored, before, options, context });
  const fresh = units.filter(({ isNew }) => isNew);
  if (units.length > 0 && fresh.length === 0) {
    context.note("No migration was judged: the cache has what was found before");
  }
  return {
    ...learned,
    judgements: units.flatMap(({ judgements }) => judgements),
    unjudged,
    ...(fresh.length > 0 && {
      stored: fresh.map((unit) => ({
        ...placeOf(unit),
        judgements: storeJudgements(unit.judgements, references),
      })),
    }),
  };
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
