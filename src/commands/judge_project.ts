import type { Diagnostic } from "../base/diagnostic.ts";
import type { Success } from "../base/result.ts";
import type { Change } from "../diff/change.ts";
import { describeChange } from "../diff/describe.ts";
import { detectChanges } from "../diff/detect_changes.ts";
import { objectsOf } from "../schema/snapshot.ts";
import { unsafeMigrations } from "./migration/findings.ts";
import type { CheckOptions, CommandContext, ProjectOptions } from "./options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import type { ProjectFiles } from "./project/files.ts";
import { loadProject, type ProjectState, rememberProject } from "./project/state.ts";
import { resolveChanges } from "./answers/resolve.ts";
import {
  type DecidingOptions,
  isKnownSettled,
  NOTHING_MISSING,
  situationOf,
} from "./project/settled.ts";

type Options = ProjectOptions & CheckOptions;

/**
 * What `check` says of files that it does not know to be settled: both sides are made and compared.
 * What comes of it is remembered in the cache, where it may be.
 */
export async function judgeProject(
  { value: files, diagnostics: known }: Success<ProjectFiles>,
  options: Options,
  { context, remembers }: { readonly context: CommandContext; readonly remembers: boolean },
): Promise<Outcome> {
  const state = await loadProject(files, options, context);
  if (!state.ok) return outcomeOfFailure(state, known);
  const { changes, questions, warnings } = await missingChanges(state.value, {
    ...options,
    target: files.target,
  });
  const findings = [
    ...(changes.length === 0 ? [] : [missingMigration(changes)]),
    ...questions,
    ...unsafeMigrations(files.directory.migrations),
  ];
  const settled = findings.length === 0;
  // A cache that calls these files settled would let the next run pass.
  const cacheLies = state.value.cacheLies ||
    (!settled && isKnownSettled(files, { ...options, cache: true }));
  if (remembers) {
    // What every run is to say would not be said by one that takes the files for known.
    const said = [...known, ...warnings, ...state.diagnostics];
    const isQuiet = settled && said.length === 0;
    await remember(files, { ...state.value, cacheLies }, { options, settled: isQuiet, context });
  }
  const diagnostics = [...known, ...state.diagnostics.map(asFinding), ...warnings, ...findings];
  const isFine = settled && !state.value.cacheLies;
  return isFine
    ? { ...NOTHING_MISSING, diagnostics }
    : { exitCode: 1, diagnostics, facts: { changes } };
}

/** What was held against the files and differs is a finding of this command. */
function asFinding(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.code === "cache/differs" ? { ...diagnostic, severity: "error" } : diagnostic;
}

/** What the history lacks, and what would have to be answered for it to be written. */
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
  /** What there is to say of answers that answer nothing. */
  readonly warnings: readonly Diagnostic[];
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
    readonly options: DecidingOptions;
    readonly settled: boolean;
    readonly context: CommandContext;
  },
): Promise<void> {
  if (!state.isNews && !outcome.settled) return;
  const settled = outcome.settled ? situationOf(files, outcome.options) : undefined;
  await rememberProject(files, state, { settled, context: outcome.context });
}
