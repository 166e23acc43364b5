import type { Target } from "../../base/target.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import type { Change } from "../../diff/change.ts";
import { findByName } from "../../schema/snapshot.ts";
import type { WritingOptions } from "../answers/answer_options.ts";
import { fillText } from "../answers/flags.ts";
import type { CommandContext, ProjectOptions } from "../settings/options.ts";
import type { ProjectFiles } from "../project/read_project.ts";
import type { ProjectState } from "../project/load_project.ts";
import { type StoppedByRows, stoppedByRows } from "./history_rows.ts";
import { nextMigration } from "./next_migration.ts";
import { answersForward, downMigration } from "./down_migration.ts";

/** A project with both sides of its comparison. */
export interface LoadedProject {
  readonly files: ProjectFiles;
  readonly state: ProjectState;
}

/** What to write; `sql` is empty if there is nothing. */
export interface Draft {
  readonly changes: readonly Change[];
  readonly sql: string;
  readonly downSql?: string;
}

type Options = Pick<ProjectOptions, "columnOrder" | "rebuild" | "declared"> & WritingOptions & {
  readonly target: Target;
  /** Whether to write the down migration as well. */
  readonly down: boolean;
};

/**
 * The next migration of a project, proven, including with rows from its history; open questions are
 * asked or returned as findings.
 */
export async function draftMigration(
  project: LoadedProject,
  options: Options,
  context: CommandContext,
): Promise<Result<Draft>> {
  const { state } = project;
  const request = {
    current: state.current,
    desired: state.desired.snapshot,
    hints: state.desired.hints,
    answers: options,
    columnOrder: options.columnOrder,
    rebuild: options.rebuild,
    ask: context.ask,
    target: options.target,
    declared: options.declared,
    parent: state.key,
    progress: context.progress,
  };
  const answers = options.down ? answersForward(request) : options;
  const next = await nextMigration({ ...request, answers });
  if (!next.ok) return next;
  const { changes, text: sql } = next.value;
  const stopped = await stoppedByRows(sql, project.files, state);
  if (stopped !== undefined) {
    const fill = await askedFill(stopped, project, context);
    return fill === undefined
      ? fail("finding", stopped.diagnostic)
      : await draftMigration(project, { ...options, fills: [...options.fills, fill] }, context);
  }
  if (!options.down || sql === "") return succeed({ changes, sql }, next.diagnostics);
  const back = await downMigration(request, changes);
  const diagnostics = [...next.diagnostics, ...back.diagnostics];
  return back.ok
    ? succeed({ changes, sql, downSql: back.value }, diagnostics)
    : { ...back, diagnostics };
}

/** A person's answer for the values of rows from earlier migrations that stop the new one. */
async function askedFill(
  { fill, diagnostic: { message } }: StoppedByRows,
  { state: { desired } }: LoadedProject,
  { ask }: CommandContext,
): Promise<string | undefined> {
  if (fill === undefined) return undefined;
  const [table, column] = fill;
  const { type = "" } =
    findByName(findByName(desired.snapshot.tables, table)?.columns ?? [], column) ?? {};
  const sql = await ask?.({ kind: "fill", table, column, type, problem: message });
  return sql && fillText(fill, sql);
}
