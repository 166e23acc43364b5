import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Failure } from "../../base/result.ts";
import { firstOf } from "../../base/word_lists.ts";
import type { PreparedBundle } from "../../migrations/bundle/bundle.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import { isAllowed } from "../../runner/migrate.ts";
import { type Renumbered, renumbered, renumberedWords, renumberHint } from "../renumbered.ts";
import { type DatabaseState, hasNoHistory } from "../state.ts";
import type { HistoryTool } from "../tools/tool.ts";
import { toolNamed } from "../tools/tool_history.ts";

/** The parts of a request that the state of a database may prevent. */
export interface RefusalContext {
  readonly project: PreparedBundle & { readonly directory: MigrationDirectory };
  /** The id of the last migration to apply. */
  readonly to?: string | undefined;
  readonly allow: readonly string[];
  readonly baselineId?: string | undefined;
  readonly as?: string | undefined;
  readonly adopt?: boolean;
}

/** The failure if the state of the database prevents the request. */
export function refusalOf(
  state: DatabaseState,
  name: string,
  context: RefusalContext,
): Failure | undefined {
  const { history, tool, tables, unknown, unfinished, pending } = state;
  const { project, baselineId, as, adopt = false } = context;
  if (tool !== undefined && as !== tool.name && !adopt && baselineId === undefined) {
    return fail("finding", otherTool(name, tool));
  }
  if (as !== undefined && tool === undefined && history !== undefined) {
    return fail("finding", ownHistory(name, toolNamed(as, { found: tool, ...project })));
  }
  if (tool !== undefined && unfinished.length > 0) {
    return fail("finding", stopped(name, tool, unfinished));
  }
  const strange = unknown.filter((id) => !isAllowed(context, "unknown", id));
  if (strange.length > 0) {
    const moved = renumbered({ ...state, unknown: strange }, project);
    return fail("finding", newer(name, strange, { moved, pending: pending.length }));
  }
  if (hasNoHistory(state) && baselineId === undefined) {
    return fail("finding", noHistory(name, tables));
  }
  if (baselineId === undefined) return unrunnableIn(state, context);
}

/** The failure if a migration that is to be run cannot be. */
function unrunnableIn(
  { pending, tool }: DatabaseState,
  { project: { bundle, directory, unrunnable }, to, as }: RefusalContext,
): Failure | undefined {
  if (unrunnable.size === 0) return undefined;
  const last = bundle.migrations.findIndex(({ id }) => id === to);
  const wanted = last < 0 ? bundle.migrations : bundle.migrations.slice(0, last + 1);
  const next = pending.filter((it) => wanted.includes(it)).map(({ id }) => id);
  const at = next.findIndex((id) => unrunnable.has(id));
  const id = next[at];
  if (id === undefined) return undefined;
  const diagnostic = unrunnable.get(id)!;
  const isProgram = directory.migrations.some((it) => it.id === id && it.isOpaque);
  const isOurs = tool === undefined && as === undefined;
  return fail("unfinished", {
    ...diagnostic,
    ...(isProgram && isOurs && { hint: howToRecord(id, next[at - 1]) }),
  });
}

function howToRecord(id: string, before: string | undefined): string {
  const record = `record it with penumbra apply --baseline ${id}`;
  return before === undefined
    ? `Run it, then ${record}`
    : `Apply what comes before it with --to ${before}; run it, then ${record}`;
}

function newer(
  name: string,
  unknown: readonly string[],
  { moved, pending }: { readonly moved: readonly Renumbered[]; readonly pending: number },
): Diagnostic {
  const ids = firstOf(unknown.map((id) => `"${id}"`), MOST_IDS);
  return {
    code: "apply/unknown",
    severity: "error",
    message:
      `Cannot apply migrations to "${name}": it has run ${ids}, which the folder does not have`,
    hint: moved.length === unknown.length
      ? `Now ${renumberedWords(moved)}, with the same SQL. ${renumberHint(moved)}`
      : pending === 0
      ? "Update the folder: the database is newer"
      : "Merge the branch that has them, or use --allow unknown if they are gone for good",
  };
}

/** The maximum number of migrations that a message names; status lists all of them. */
const MOST_IDS = 3;

function otherTool(
  name: string,
  { name: as, words, command, table, record }: HistoryTool,
): Diagnostic {
  return {
    code: "apply/other-tool",
    severity: "error",
    message:
      `Cannot apply migrations to "${name}": ${words} already does, with its history in ${table}`,
    hint: `Run ${command}` +
      (record === undefined ? "" : `, or use --as ${as} to record them as it does`) +
      ", or --adopt to continue with penumbra",
  };
}

function ownHistory(name: string, { words }: HistoryTool): Diagnostic {
  return {
    code: "apply/own-history",
    severity: "error",
    message:
      `Cannot apply migrations to "${name}" as ${words} does: penumbra keeps its own history there`,
    hint: "Omit --as",
  };
}

function stopped(
  name: string,
  { words, command }: HistoryTool,
  ids: readonly string[],
): Diagnostic {
  const list = ids.map((id) => `"${id}"`).join(", ");
  return {
    code: "apply/stopped",
    severity: "error",
    message: `Cannot apply migrations to "${name}": ${words} was stopped in ${list}`,
    hint: `Repair it as ${words} documents, then run ${command}`,
  };
}

function noHistory(name: string, tables: readonly string[]): Diagnostic {
  const some = tables.slice(0, 3).map((it) => `"${it}"`).join(", ");
  return {
    code: "apply/no-history",
    severity: "error",
    message: `Cannot apply migrations to "${name}": it has tables (${some}${
      tables.length > 3 ? ", …" : ""
    }), and it is unknown which migrations created them`,
    hint: "Name the last migration that it has with --baseline ID; penumbra diff compares it",
  };
}
