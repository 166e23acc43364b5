import type { Diagnostic } from "../base/diagnostic.ts";
import { type Result, succeed } from "../base/result.ts";
import { driftOf } from "../database/drift.ts";
import { type Location, nameOfLocation, parseLocation } from "../database/location.ts";
import { namesakes, renumbered, renumberedWords, renumberHint } from "../database/renumbered.ts";
import { type DatabaseState, hasNoHistory, readState } from "../database/state.ts";
import type { Change } from "../diff/change.ts";
import type { HistoryTool } from "../database/tools/tool.ts";
import type { BundledMigration } from "../runner/bundle.ts";
import { changeFacts } from "../report/changes/change_facts.ts";
import { changeLines } from "../report/changes/changes.ts";
import type { Line } from "../report/style.ts";
import type { CommandContext, DatabaseOptions, ProjectOptions } from "./settings/options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { type ProjectBundle, readBundle } from "./project/read_bundle.ts";
import { shellWords } from "../base/shell_words.ts";
import { firstOf } from "../base/word_lists.ts";

type Options = ProjectOptions & DatabaseOptions;

/** Reports which migrations a database has, which are missing, and its drift. */
export async function status(options: Options, context: CommandContext): Promise<Outcome> {
  const location = parseLocation(options.database);
  if (!location.ok) return outcomeOfFailure(location);
  const standing = await standingOf(location.value, options, context);
  if (!standing.ok) return outcomeOfFailure(standing);
  const { lines, found, facts } = standing.value;
  const database = nameOfLocation(location.value);
  return {
    exitCode: found.length > 0 ? 1 : 0,
    diagnostics: [...standing.diagnostics, ...found],
    lines,
    words: found.length > 0 ? [] : [`${database} is up to date`],
    facts: { database, ...facts },
  };
}

/** The state of a database with respect to the migrations of the project. */
export interface Standing {
  /** For people. */
  readonly lines: readonly Line[];
  /** The problems found. */
  readonly found: readonly Diagnostic[];
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Reads that state; nothing is written. Fails if the project or the database cannot be read. */
export async function standingOf(
  location: Location,
  options: Options,
  { note }: Pick<CommandContext, "note">,
): Promise<Result<Standing>> {
  const project = await readBundle(options);
  if (!project.ok) return project;
  const { authToken } = options;
  const read = await readState(location, project.value, { authToken, mayBeMissing: false });
  if (!read.ok) return read;
  const state = read.value;
  const drift = await driftOf(location, { state, project: project.value }, { authToken, note });
  if (!drift.ok) return drift;
  const database = nameOfLocation(location);
  return succeed({
    lines: linesFor(database, state, drift.value),
    found: findings(database, state, { drift: drift.value, project: project.value }),
    facts: {
      tool: state.tool?.name ?? "penumbra",
      applied: (state.history ?? []).map(({ id }) => id),
      history: (state.history ?? []).map(({ id, appliedAt, durationMs, version }) => (
        { id, appliedAt, durationMs, version }
      )),
      pending: state.pending.map(({ id }) => id),
      outOfOrder: state.outOfOrder,
      unfinished: state.unfinished,
      partlyRun: state.partlyRun,
      edited: state.edited,
      cosmetic: state.cosmetic,
      unknown: state.unknown,
      drift: changeFacts(drift.value),
    },
  }, project.diagnostics);
}

/** Each migration that is not simply applied, in the order of the folder, and the drift. */
function linesFor(
  database: string,
  state: DatabaseState,
  drift: readonly Change[],
): Line[] {
  const { applied, pending, edited, cosmetic, unknown } = state;
  const words = (id: string) =>
    state.unfinished.includes(id)
      ? "unfinished"
      : state.partlyRun.includes(id)
      ? "partly run"
      : state.outOfOrder.includes(id)
      ? "out of order"
      : "pending";
  const by = state.tool === undefined ? "" : `, by the history of ${state.tool.words}`;
  const shown = [
    ...unknown.map((id) => ["unknown", id]),
    ...edited.map((id) => ["edited", id]),
    ...cosmetic.map((id) => ["edited in comments or white space", id]),
    ...pending.map(({ id }) => [words(id), id]),
  ];
  const width = Math.max(0, ...shown.map(([word]) => word!.length));
  return [
    `${database}: ${applied.length} applied, ${pending.length} pending${by}`,
    ...shown.map(([word, id]) => `  ${word!.padEnd(width)}  ${id}`),
    ...(drift.length === 0
      ? []
      : ["Drift: not in the migrations (+), different (~), missing (-):"]),
    ...changeLines(drift).map(({ style, text }) => ({ style, text: `  ${text}` })),
  ];
}

function findings(
  database: string,
  state: DatabaseState,
  { drift, project }: { readonly drift: readonly Change[]; readonly project: ProjectBundle },
): Diagnostic[] {
  const { pending, outOfOrder, edited, unknown, unfinished, tool } = state;
  const command = (...words: readonly string[]) =>
    shellWords(["penumbra", ...words, "--db", database]);
  const found: Diagnostic[] = [];
  const tell = (slug: string, message: string, hint: string) =>
    found.push({ code: `status/${slug}`, severity: "error", message, hint });
  const moved = renumbered(state, project);
  const lacking = unknown.filter((id) => !moved.some(({ before }) => before === id));
  const same = namesakes({ ...state, unknown: lacking }, project);
  if (lacking.length > 0) {
    const merge = "Merge the branch that has them, or update this one";
    const hint = same.length === 0
      ? merge
      : `${merge}. ${renumberHint(same, ` if ${renumberedWords(same)}, with the same SQL`)}`;
    tell("unknown", `The database has migrations that the folder lacks: ${list(lacking)}`, hint);
  }
  if (moved.length > 0) {
    const words = renumberedWords(moved);
    tell("renumbered", `Applied migrations have other ids now: ${words}`, renumberHint(moved));
  }
  if (edited.length > 0) {
    const hint = "Restore the files, and write what changed as a new migration";
    tell("edited", `Migrations were edited after they were applied: ${list(edited)}`, hint);
  }
  if (hasNoHistory(state)) {
    const id = pending.length === 1 ? pending[0]!.id : "ID";
    const recorded = command("apply", ...asTool(tool), "--baseline", id);
    const hint = `Name the last migration that it has: ${recorded}`;
    tell("no-history", "It is unknown which migrations created the tables of the database", hint);
    return found;
  }
  if (drift.length > 0) {
    const hint = "Undo what was changed by hand, or write it as a migration";
    tell("drift", "The schema of the database differs from that of its migrations", hint);
  }
  // What else is pending depends on these.
  if (moved.length > 0 || same.length > 0) return found;
  if (tool !== undefined && unfinished.length > 0) {
    const hint = `Repair it as ${tool.words} documents`;
    tell("stopped", `${tool.words} was stopped in ${list(unfinished)}`, hint);
  } else if (tool !== undefined && pending.length > 0) {
    const ids = pending.map(({ id }) => id);
    const covering = pending.find((it) => isBaseline(it) && !state.partlyRun.includes(it.id));
    const hint = covering === undefined || tool.record === undefined
      ? `Run ${tool.command}`
      : `Run ${command("apply", ...asTool(tool))}: ${tool.command} runs what the baseline covers`;
    tell("pending", `Migrations are pending: ${list(ids)}`, hint);
  } else if (state.partlyRun.length > 0) {
    const ids = list(state.partlyRun);
    const hint = "Apply the files that they replace first, as they were before";
    tell("partly-run", `The database has run a part of what these replace: ${ids}`, hint);
  } else if (outOfOrder.length > 0) {
    const hint = `Run ${command("apply")}: it applies those that are independent of the later ones`;
    tell("out-of-order", `Migrations come before applied ones: ${list(outOfOrder)}`, hint);
  } else if (pending.length > 0) {
    const ids = pending.map(({ id }) => id);
    tell("pending", `Migrations are pending: ${list(ids)}`, `Run ${command("apply")}`);
  }
  return found;
}

/** What makes apply record migrations as the tool does, if it can. */
function asTool(tool: HistoryTool | undefined): string[] {
  return tool?.record === undefined ? [] : ["--as", tool.name];
}

/** Whether it stands for migrations that the folder has as well, unlike a squashed one. */
function isBaseline({ id, covers = [] }: BundledMigration): boolean {
  return covers.length > 0 && !covers.includes(id);
}

function list(ids: readonly string[]): string {
  return firstOf(ids.map((id) => `"${id}"`), 3);
}
