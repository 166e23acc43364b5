import type { Diagnostic } from "../base/diagnostic.ts";
import type { Result } from "../base/result.ts";
import type { Change } from "../diff/change.ts";
import { describeChange } from "../diff/describe.ts";
import { detectChanges } from "../diff/detect_changes.ts";
import { objectsOf } from "../schema/snapshot.ts";
import { unsafeMigrations } from "./findings.ts";
import type { CheckOptions, CommandContext, ProjectOptions } from "./options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { type ProjectFiles, readProject } from "./project_files.ts";
import {
  isKnownSettled,
  loadProject,
  type ProjectState,
  rememberProject,
  situationOf,
} from "./project_state.ts";
import { resolveChanges } from "./resolve.ts";

type Options = ProjectOptions & CheckOptions;

/**
 * Says whether a migration is missing or one is unsafe; writes nothing but the cache. Where an
 * earlier run has settled the same files, no database is opened.
 */
export async function check(options: Options, context: CommandContext): Promise<Outcome> {
  const files = await readProject(options, context);
  return await judgeProject(files, options, { context, remembers: true });
}

/** The same for files that were read already. What is not to be remembered leaves the cache alone. */
export async function judgeProject(
  files: Result<ProjectFiles>,
  options: Options,
  { context, remembers }: { readonly context: CommandContext; readonly remembers: boolean },
): Promise<Outcome> {
  if (!files.ok) return outcomeOfFailure(files);
  const project = { ...options, cache: options.cache && !options.verifyCache };
  if (isKnownSettled(files.value, project)) {
    context.note("The cache knows these files: nothing was replayed");
    return { ...NOTHING_FOUND, diagnostics: files.diagnostics };
  }
  const state = await loadProject(files.value, project, context);
  if (!state.ok) return outcomeOfFailure(state, files.diagnostics);
  const { changes, questions } = await missingChanges(state.value, options);
  const findings = [
    ...(changes.length === 0 ? [] : [missingMigration(changes)]),
    ...questions,
    ...unsafeMigrations(files.value.directory.migrations),
  ];
  const settled = findings.length === 0;
  // A cache that calls these files settled would let the next run pass.
  const cacheLies = state.value.cacheLies ||
    (!settled && isKnownSettled(files.value, { ...project, cache: true }));
  if (remembers) {
    await remember(files.value, { ...state.value, cacheLies }, { project, settled, context });
  }
  const known = [...files.diagnostics, ...state.diagnostics.map(asFinding)];
  const diagnostics = [...known, ...findings];
  const isFine = settled && !state.value.cacheLies;
  return isFine
    ? { ...NOTHING_FOUND, diagnostics }
    : { exitCode: 1, diagnostics, facts: { changes } };
}

/** What was held against the files and differs is a finding of this command. */
function asFinding(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.code === "cache/differs" ? { ...diagnostic, severity: "error" } : diagnostic;
}

const NOTHING_FOUND = {
  exitCode: 0,
  words: ["Nothing to do: the migrations make the desired schema"],
  facts: { changes: [] },
} as const;

/** What the history lacks, and what would have to be answered for it to be written. */
async function missingChanges(
  state: ProjectState,
  options: Options,
): Promise<{ changes: readonly Change[]; questions: readonly Diagnostic[] }> {
  const { columnOrder } = options;
  const desired = state.desired.snapshot;
  const plain = detectChanges(state.current, desired, { columnOrder });
  if (plain.length === 0) return { changes: [], questions: [] };
  const resolved = await resolveChanges({
    current: state.current,
    desired,
    hints: state.desired.hints,
    answers: options,
    columnOrder,
  });
  if (!resolved.ok) return { changes: plain, questions: resolved.diagnostics };
  const isEmpty = objectsOf(desired).length === 0;
  const changes = [...resolved.value.renames, ...resolved.value.changes];
  return { changes, questions: isEmpty ? [emptyWarning()] : [] };
}

function missingMigration(changes: readonly Change[]): Diagnostic {
  return {
    code: "check/missing-migration",
    severity: "error",
    message: changes.length === 1
      ? "A migration is missing: the schema has a change that no migration makes"
      : `A migration is missing: the schema has ${changes.length} changes that no migration makes`,
    notes: changes.map(describeChange),
    hint: "Run penumbra generate",
  };
}

function emptyWarning(): Diagnostic {
  return {
    code: "plan/empty-schema",
    severity: "warning",
    message: "The desired schema creates nothing, so everything would be dropped",
    hint: "Look whether --schema names the right place",
  };
}

async function remember(
  files: ProjectFiles,
  state: ProjectState,
  outcome: {
    readonly project: Pick<ProjectOptions, "columnOrder">;
    readonly settled: boolean;
    readonly context: CommandContext;
  },
): Promise<void> {
  if (!state.isNews && !outcome.settled) return;
  const settled = outcome.settled ? situationOf(files, outcome.project) : undefined;
  await rememberProject(files, state, { settled, context: outcome.context });
}
