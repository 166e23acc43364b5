import { append } from "../../base/append.ts";
import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Success } from "../../base/result.ts";
import { shellWords } from "../../base/shell_words.ts";
import type { Change } from "../../diff/change.ts";
import { detectChanges } from "../../diff/detect_changes.ts";
import { isJudged } from "../../migrations/cache/cached_findings.ts";
import { folderOfCaller } from "../../host/git/git.ts";
import { changeFacts } from "../../report/changes/change_facts.ts";
import { objectsOf } from "../../schema/snapshot.ts";
import { judgeHistory } from "./judge_history.ts";
import { needsStateBefore } from "./judge_units.ts";
import { mayBeCause, missingHint, missingMigration } from "./missing_migration.ts";
import { notJudged } from "./not_judged.ts";
import { judgedScope } from "./scope.ts";
import type { CheckOptions, CommandContext, ProjectOptions } from "../settings/options.ts";
import { givenWords } from "../settings/project_flags.ts";
import { type Outcome, outcomeOfFailure } from "../outcome.ts";
import type { ProjectFiles } from "../project/read_project.ts";
import { loadProject, type ProjectState } from "../project/load_project.ts";
import { type Findings, rememberProject } from "../project/remember_project.ts";
import { resolveChanges } from "../answers/resolve.ts";
import { isKnownSettled, NOTHING_MISSING, situationOf } from "../project/settled.ts";

type Options = ProjectOptions & CheckOptions;

/**
 * The outcome of `check` for files that are not known to be settled: both sides are loaded and
 * compared. The results are stored in the cache if allowed.
 */
export async function judgeProject(
  { value: files, diagnostics: known }: Success<ProjectFiles>,
  options: Options,
  { context, remembers }: { readonly context: CommandContext; readonly remembers: boolean },
): Promise<Outcome> {
  const scope = await judgedScope(files, options, context);
  if (!scope.ok) return outcomeOfFailure(scope, known);
  const { from } = scope.value;
  const checkpoint = from === 0 || !needsStateBefore(files, from) ? undefined : from;
  const state = await loadProject(files, { ...options, checkpoint }, context);
  if (!state.ok) return outcomeOfFailure(state, known);
  const { changes, questions, warnings } = await missingChanges(state.value, {
    ...options,
    target: files.target,
  });
  const judgement = await judgeHistory(files, scope.value, {
    key: state.value.key,
    before: state.value.atCheckpoint,
    options,
    context,
  });
  const causes = judgement.diagnostics.filter(mayBeCause);
  const judged = judgement.diagnostics.filter((it) => !mayBeCause(it));
  const findings = [
    ...(changes.length === 0 ? [] : [
      missingMigration(changes, {
        // Without a main branch, all of them may be applied but the last.
        latest: files.directory.migrations.slice(
          Math.min(from, files.directory.migrations.length - 1),
        ),
        hint: missingHint([...causes, ...questions], {
          command: shellWords([
            ...["penumbra", "generate"],
            ...givenWords(options, await folderOfCaller()),
          ]),
        }),
      }),
    ]),
    ...questions,
    ...judged.filter(isError),
    ...await notJudged({
      unjudged: judgement.unjudged,
      total: files.directory.migrations.length,
      timeLimit: context.timeLimit,
      options,
      command: ["check", ...options.all ? ["--all"] : []],
      ...(options.all && { fewer: "without --all it judges only what the main branch lacks" }),
    }),
  ];
  const settled = findings.length === 0 && !causes.some(isError);
  // A cache that calls these files settled would let the next run pass.
  const isCacheWrong = state.value.isCacheWrong ||
    (!settled && isKnownSettled(files, { ...options, cache: true }));
  if (remembers) {
    // What every run must report would be lost in a run that trusts the cache.
    const said = [...known, ...warnings, ...state.diagnostics];
    const isQuiet = settled && said.length === 0 && judgement.judged !== undefined;
    const others = [judgement.before, ...state.value.others].filter((it) => it !== undefined);
    await remember(files, { ...state.value, isCacheWrong, others }, {
      settled: isQuiet ? situationOf(files, options) : undefined,
      judged: judgement.judged,
      judgements: judgement.stored,
      note: context.note,
    });
  }
  const diagnostics = [...known, ...state.diagnostics.map(asFinding), ...warnings, ...causes];
  append(diagnostics, findings);
  append(diagnostics, judged.filter((it) => !isError(it)));
  const isFine = settled && !state.value.isCacheWrong;
  return isFine ? { ...NOTHING_MISSING, diagnostics } : {
    exitCode: judgement.unjudged.length > 0 ? 3 : 1,
    diagnostics,
    facts: { changes: changeFacts(changes) },
  };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

/** A difference between cache and files is a finding of this command. */
function asFinding(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.code === "cache/differs" ? { ...diagnostic, severity: "error" } : diagnostic;
}

/** The changes missing in the history, and the questions open before they can be written. */
async function missingChanges(
  state: ProjectState,
  options: Options & Pick<ProjectFiles, "target">,
): Promise<Missing> {
  const { columnOrder, target } = options;
  const desired = state.desired.snapshot;
  const resolved = await resolveChanges({
    current: state.current,
    desired,
    hints: state.desired.hints,
    answers: options,
    columnOrder,
    target,
    declared: options.declared,
  });
  if (!resolved.ok) {
    const changes = detectChanges(state.current, desired, { columnOrder });
    return { changes, questions: resolved.diagnostics, warnings: [] };
  }
  const changes = [...resolved.value.renames, ...resolved.value.changes];
  const isEmptied = changes.length > 0 && objectsOf(desired).length === 0;
  const questions = isEmptied ? [emptyWarning()] : [];
  return { changes, questions, warnings: resolved.diagnostics };
}

interface Missing {
  readonly changes: readonly Change[];
  readonly questions: readonly Diagnostic[];
  /** Warnings about unused answers. */
  readonly warnings: readonly Diagnostic[];
}

function emptyWarning(): Diagnostic {
  return {
    code: "plan/empty-schema",
    severity: "warning",
    message: "The desired schema creates nothing, so everything would be dropped",
    hint: "Check that --schema names the right place",
  };
}

/** Writes the cache if this run has results that it does not contain. */
async function remember(
  files: ProjectFiles,
  state: ProjectState,
  findings: Pick<CommandContext, "note"> & Findings,
): Promise<void> {
  const { judged, settled, judgements } = findings;
  const isNewlyJudged = judgements !== undefined ||
    (judged !== undefined && !isJudged(files.cache?.judged ?? [], judged));
  if (!state.isUncached && settled === undefined && !isNewlyJudged) return;
  await rememberProject(files, state, findings);
}
