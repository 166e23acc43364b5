import type { ProgressOptions } from "../base/progress.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { DEFAULT_TARGET, type Target } from "../base/target.ts";
import { changeFacts } from "../report/changes/change_facts.ts";
import { changeLines } from "../report/changes/changes.ts";
import { renderMermaidChanges } from "../report/changes/mermaid_changes.ts";
import type { DdlSchema } from "../shadow/load/load_ddl.ts";
import { configuredServer } from "./schema/configured_server.ts";
import { readDesired } from "./schema/read_desired.ts";
import { loadSchema } from "./library/load_schema.ts";
import type { SourceOptions } from "./schema/read_source.ts";
import { loadDesired } from "./schema/load_desired.ts";
import { nextMigration } from "./migration/next_migration.ts";
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
  const { current, desired } = sides.value;
  const request = {
    current: current.snapshot,
    desired: desired.snapshot,
    hints: desired.hints,
    answers: options,
    columnOrder: options.columnOrder,
    rebuild: options.rebuild,
    target: sides.value.target,
    declared: options.declared,
  };
  const codeFor = (changes: readonly unknown[]) => options.exitCode && changes.length > 0 ? 1 : 0;
  const resolved = await resolveChanges({ ...request, open: "notes" });
  if (options.format === "sql") {
    const notes = resolved.diagnostics.filter(({ code }) => code === "diff/rename-or-drop");
    const next = await nextMigration({
      ...request,
      // A note reports what would be asked.
      answers: { ...options, noRenames: options.noRenames || notes.length > 0 },
      progress: context.progress,
    });
    if (!next.ok) return outcomeOfFailure(next, [...sides.diagnostics, ...notes]);
    const { changes, text: data } = next.value;
    const diagnostics = [...sides.diagnostics, ...notes, ...next.diagnostics];
    return { exitCode: codeFor(changes), diagnostics, data, words: wordsFor(changes) };
  }
  if (!resolved.ok) return outcomeOfFailure(resolved, sides.diagnostics);
  const changes = [...resolved.value.renames, ...resolved.value.changes];
  return {
    exitCode: codeFor(changes),
    diagnostics: [...sides.diagnostics, ...resolved.diagnostics],
    ...(options.format === "text" && { lines: changeLines(changes) }),
    ...(options.format === "mermaid" && {
      data: renderMermaidChanges(changes, request),
    }),
    words: wordsFor(changes),
    facts: { changes: changeFacts(changes) },
  };
}

function wordsFor(changes: readonly unknown[]): string[] {
  return changes.length === 0 ? ["No difference"] : [];
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
  const current = await loadSchema(from, loading);
  const desired = to === undefined
    ? await projectSchema({ ...loading, configured: configuredServer(options, context) })
    : await loadSchema(to, loading);
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
