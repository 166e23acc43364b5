import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { suggest } from "../base/suggest.ts";
import { applyTo } from "../database/apply/apply.ts";
import type { Applied, ApplyRequest } from "../database/apply/apply_request.ts";
import { driftOf } from "../database/drift.ts";
import { dryRun } from "../database/apply/dry_run.ts";
import { type Location, nameOfLocation, parseLocation } from "../database/location.ts";
import { readState } from "../database/state.ts";
import { HISTORY_TOOLS } from "../database/tools/list.ts";
import { changeLines } from "../report/changes/changes.ts";
import type { ApplyOptions, CommandContext, ProjectOptions } from "./settings/options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { type ProjectBundle, readBundle, withWholeIds } from "./project/read_bundle.ts";
import { shellWords } from "../base/shell_words.ts";

type Options = ProjectOptions & ApplyOptions;

/** Applies the pending migrations to a database. */
export async function apply(options: Options, context: CommandContext): Promise<Outcome> {
  const project = await readBundle(options);
  if (!project.ok) return outcomeOfFailure(project);
  const as = toolNamed(options.as);
  if (!as.ok) return outcomeOfFailure(as);
  const wanted = withWholeIds(options, project.value.directory);
  if (!wanted.ok) return outcomeOfFailure(wanted, project.diagnostics);
  const { to, allow, baselineId, adopt, backup, authToken } = wanted.value;
  const request: ApplyRequest = {
    project: project.value,
    as: as.value,
    to,
    allow,
    baselineId,
    adopt,
    backup,
    authToken,
    startedAt: context.now(),
    progress: context.progress,
  };
  if (options.databases !== undefined) {
    const { applyAll } = await import("./apply_all.ts");
    return await applyAll(options.databases, options, request);
  }
  const location = parseLocation(options.database ?? "");
  if (!location.ok) return outcomeOfFailure(location);
  if (options.dryRun) return await showPending(location.value, project.value, request);
  const applied = await applyTo(location.value, request);
  if (!applied.ok) return outcomeOfFailure(applied, project.diagnostics);
  const drift = applied.value.applied.length === 0
    ? succeed(undefined)
    : await driftWarning(location.value, project.value, { ...options, note: context.note });
  const diagnostics = [...project.diagnostics, ...applied.diagnostics, ...drift.diagnostics];
  const database = nameOfLocation(location.value);
  const { from: _from, schema: _schema, ...facts } = applied.value;
  const { applied: run, adopted: recorded } = applied.value;
  return {
    exitCode: 0,
    diagnostics,
    words: run.length === 0 && recorded.length === 0
      ? [nothingToApply(database, project.value)]
      : wordsFor(location.value, applied.value),
    facts: { database, ...facts },
  };
}

/** The name given with `--as`, if it is that of a tool whose history can be written. */
function toolNamed(name: string | undefined): Result<string | undefined> {
  const tool = HISTORY_TOOLS.find((it) => it.name === name);
  if (name === undefined || tool?.record !== undefined) return succeed(name);
  const writable = HISTORY_TOOLS.filter((it) => it.record);
  const known = [...new Set(writable.map((it) => it.name))];
  // A layout may have another name than the tool that runs it.
  const meant = writable.find(({ layouts }) => layouts.includes(name))?.name ??
    suggest(name, known);
  return fail("misuse", {
    code: "apply/unknown-tool",
    severity: "error",
    message: tool === undefined
      ? `Cannot record as "${name}": there is no such tool`
      : `Cannot record as ${tool.words} does: ${tool.whyNot}`,
    hint: tool === undefined
      ? meant === undefined ? `Use ${known.join(", ")}` : `Did you mean "${meant}"?`
      : `Run ${tool.command}, or use --adopt to continue with penumbra alone`,
  });
}

function nothingToApply(
  database: string,
  { bundle, directory }: ProjectBundle,
): string {
  return bundle.migrations.length === 0
    ? `Nothing to apply: "${directory.path}" contains no migrations`
    : `${database} is up to date`;
}

function wordsFor(location: Location, { applied, adopted, backup }: Applied): string[] {
  const isServer = location.kind === "server";
  return [
    ...applied.map((id) => `Applied ${id}`),
    ...adopted.map((id) => `Recorded as applied, without running it: ${id}`),
    ...(backup === undefined ? [] : [`Backup: ${backup}`]),
    ...(isServer && applied.length > 0
      ? ["No backup was made of a server's database: Turso Cloud restores one to a point in time"]
      : []),
  ];
}

/** Reports what would be run, without changing anything. */
async function showPending(
  location: Location,
  project: ProjectBundle,
  request: ApplyRequest,
): Promise<Outcome> {
  const { bundle, directory } = project;
  const result = await dryRun(location, request);
  if (!result.ok) return outcomeOfFailure(result);
  const { applied, adopted, outOfOrder } = result.value;
  const database = nameOfLocation(location);
  const sourceOf = new Map(directory.migrations.map(({ id, source }) => [id, source]));
  const texts = applied.map((id) => {
    const { name, text } = sourceOf.get(id)!;
    return `-- ${name}\n${text.trimEnd()}\n`;
  });
  const isUpToDate = applied.length === 0 && adopted.length === 0;
  return {
    exitCode: 0,
    diagnostics: [],
    data: texts.join("\n"),
    words: isUpToDate
      ? [nothingToApply(database, project)]
      : adopted.map((id) => `Would be recorded as applied, without running it: ${id}`),
    facts: {
      database,
      pending: applied,
      statements: bundle.migrations.filter(({ id }) => applied.includes(id)).flatMap((it) =>
        it.statements.map((sql) => ({ migration: it.id, sql }))
      ),
      adopted,
      outOfOrder,
    },
  };
}

/** A warning about drift, once something was applied. */
async function driftWarning(
  location: Location,
  project: ProjectBundle,
  { authToken, note }: Pick<Options, "authToken"> & Pick<CommandContext, "note">,
): Promise<Result<undefined>> {
  const state = await readState(location, project, { authToken, mayBeMissing: false });
  if (!state.ok) return succeed(undefined);
  const drift = await driftOf(location, { state: state.value, project }, { authToken, note });
  if (!drift.ok || drift.value.length === 0) return succeed(undefined);
  const name = nameOfLocation(location);
  const warning: Diagnostic = {
    code: "apply/drift",
    severity: "warning",
    message: `The schema of "${name}" differs from that of its migrations`,
    notes: changeLines(drift.value).map(({ text }) => text),
    hint: `Run ${shellWords(["penumbra", "status", "--db", name])}`,
  };
  return succeed(undefined, [warning]);
}
