import type { Diagnostic } from "../base/diagnostic.ts";
import type { ProgressOptions } from "../base/progress.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { DEFAULT_TARGET, type Target } from "../base/target.ts";
import type { Change } from "../diff/change.ts";
import { changeFacts } from "../report/changes/change_facts.ts";
import { changeLines } from "../report/changes/changes.ts";
import { renderHtmlChanges } from "../report/changes/html_changes.ts";
import { renderMermaidChanges } from "../report/changes/mermaid_changes.ts";
import type { DdlSchema } from "../shadow/load/load_ddl.ts";
import { configuredServer } from "./schema/configured_server.ts";
import { readDesired } from "./schema/read_desired.ts";
import { loadNamed } from "./library/load_named.ts";
import type { SourceOptions } from "./schema/read_source.ts";
import { loadDesired } from "./schema/load_desired.ts";
import {
  type NextMigration,
  nextMigration,
  type NextMigrationRequest,
} from "./migration/next_migration.ts";
import type { CommandContext, DiffOptions, ProjectOptions } from "./settings/options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { readProject } from "./project/read_project.ts";
import { loadProject } from "./project/load_project.ts";
import { resolveChanges } from "./answers/resolve.ts";

type Options = ProjectOptions & DiffOptions;

/**
 * Shows the difference between two sources, by default the project's migrations and its schema. It
 * asks nothing: a possible rename is a drop and an add, with a note. SQL is only written if every
 * row gets its values.
 */
export async function diff(options: Options, context: CommandContext): Promise<Outcome> {
  const sides = await loadSides(options, context);
  if (!sides.ok) return outcomeOfFailure(sides);
  const outcome = await outcomeFor(sides.value, options, context);
  return { ...outcome, diagnostics: [...sides.diagnostics, ...outcome.diagnostics] };
}

async function outcomeFor(
  { target, current, desired }: LoadedSides,
  options: Options,
  { progress }: CommandContext,
): Promise<Outcome> {
  const { columnOrder, rebuild, declared, format } = options;
  const request = {
    current: current.snapshot,
    desired: desired.snapshot,
    hints: desired.hints,
    answers: options,
    columnOrder,
    rebuild,
    target,
    declared,
    progress,
  };
  const resolved = await resolveChanges({ ...request, open: "notes" });
  if (format === "sql") return await sqlOutcome(request, resolved.diagnostics);
  if (!resolved.ok) return outcomeOfFailure(resolved);
  const changes = [...resolved.value.renames, ...resolved.value.changes];
  const outcome = {
    ...outcomeOfChanges(changes, options),
    diagnostics: resolved.diagnostics,
    facts: { changes: changeFacts(changes) },
  };
  switch (format) {
    case "text":
      return { ...outcome, lines: changeLines(changes) };
    case "mermaid":
      return { ...outcome, data: renderMermaidChanges(changes, request) };
    case "html":
      return await htmlOutcome(request, outcome, changes);
    default:
      return outcome;
  }
}

interface DiffRequest extends NextMigrationRequest {
  readonly answers: Options;
}

/** The outcome of changes that are found, before they are shown. */
function outcomeOfChanges(changes: readonly Change[], { exitCode }: DiffOptions) {
  return {
    exitCode: exitCode && changes.length > 0 ? 1 : 0,
    words: changes.length === 0 ? ["No difference"] : [],
  } as const;
}

/** The SQL alone; what would be asked fails, unless it is about a rename. */
async function sqlOutcome(request: DiffRequest, open: readonly Diagnostic[]): Promise<Outcome> {
  const next = await writeSql(request, open);
  if (!next.ok) return outcomeOfFailure(next);
  const { changes, text: data } = next.value;
  return { ...outcomeOfChanges(changes, request.answers), diagnostics: next.diagnostics, data };
}

/** The changes and the SQL as a page. Without the value of a column there is no SQL, as a note says. */
async function htmlOutcome(
  request: DiffRequest,
  outcome: Outcome,
  changes: readonly Change[],
): Promise<Outcome> {
  const { diagnostics: open } = outcome;
  const isFillOpen = open.some((it) => it.answers !== undefined && !isAboutRename(it));
  if (isFillOpen) {
    return { ...outcome, data: renderHtmlChanges({ changes, diagnostics: open }) };
  }
  const next = await writeSql(request, open);
  const { diagnostics } = next;
  const sql = next.ok ? next.value.text : undefined;
  const data = renderHtmlChanges({ changes, sql, diagnostics });
  return { ...outcome, ...(next.ok ? { diagnostics } : outcomeOfFailure(next)), data };
}

/** The SQL for a difference, where a rename that would be asked about is a drop and an add. */
async function writeSql(
  request: DiffRequest,
  open: readonly Diagnostic[],
): Promise<Result<NextMigration>> {
  const notes = open.filter(isAboutRename);
  const noRenames = request.answers.noRenames || notes.length > 0;
  const next = await nextMigration({ ...request, answers: { ...request.answers, noRenames } });
  return { ...next, diagnostics: [...notes, ...next.diagnostics] };
}

function isAboutRename({ code }: Diagnostic): boolean {
  return code === "diff/rename-or-drop";
}

interface LoadedSides {
  /** What would run the SQL for the difference. */
  readonly target: Target;
  readonly current: DdlSchema;
  readonly desired: DdlSchema;
}

async function loadSides(options: Options, context: CommandContext): Promise<Result<LoadedSides>> {
  const { from, to } = options;
  if (from === undefined) {
    const files = await readProject(options, context);
    if (!files.ok) return files;
    const state = await loadProject(files.value, options, context);
    if (!state.ok) return state;
    const { current, desired } = state.value;
    const diagnostics = [...files.diagnostics, ...state.diagnostics];
    const { target } = files.value;
    return succeed({ target, current: { snapshot: current, hints: [] }, desired }, diagnostics);
  }
  const { progress } = context;
  const loading = { ...options, progress };
  const current = await loadNamed(from, loading);
  const desired = to === undefined
    ? await projectSchema({ ...loading, configured: configuredServer(options, context) })
    : await loadNamed(to, loading);
  // If both fail, both are reported.
  if (!current.ok && !desired.ok) {
    return fail(current.reason, current.diagnostics, desired.diagnostics);
  }
  if (!current.ok) return current;
  if (!desired.ok) return desired;
  const diagnostics = [...current.diagnostics, ...desired.diagnostics];
  const { target = DEFAULT_TARGET } = options;
  return succeed({ target, current: current.value, desired: desired.value }, diagnostics);
}

/** The project's schema, without reading its migrations. */
async function projectSchema(
  options: Options & ProgressOptions & Pick<SourceOptions, "configured">,
): Promise<Result<DdlSchema>> {
  const desired = await readDesired(options, options);
  if (!desired.ok) return desired;
  const made = await loadDesired(desired.value, [], options);
  return made.ok ? succeed(made.value, [...desired.diagnostics, ...made.diagnostics]) : made;
}
