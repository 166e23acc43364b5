import type { Ask } from "../commands/answers/question.ts";
import type { ProjectOptions, Verb } from "../commands/settings/options.ts";
import { type Outcome, outcomeOfFailure } from "../commands/outcome.ts";
import { EngineWanted, withoutEngines } from "../host/engines/engine.ts";
import { environmentVariable } from "../host/process/environment.ts";
import type { Terminal } from "../host/process/terminal.ts";
import { projectOptions, withConfig } from "./project.ts";
import type { Arguments, VerbRequest } from "./request.ts";
import type { Output } from "./terminal/output.ts";
import { type Loaders, start, type VerbEnvironment } from "./verbs.ts";
import type { Limits } from "./watch/limits.ts";

/** A command line and its environment. */
export interface VerbInvocation {
  readonly terminal: Terminal;
  readonly verbs: Loaders;
  readonly output: Output;
  /** The parsed arguments, and the original ones. */
  readonly parsed: Arguments;
  readonly args: readonly string[];
  /**
   * The limits for the SQL of a command, which is then run in a worker; without them it is not
   * watched.
   */
  readonly limits?: Limits | undefined;
}

/** Completes the options of a command and runs it. */
export async function runVerb(request: VerbRequest, invocation: VerbInvocation): Promise<Outcome> {
  const { terminal, output, parsed: { settings, project } } = invocation;
  const folder = terminal.currentFolder();
  if (!folder.ok) return outcomeOfFailure(folder);
  const currentFolder = folder.value;
  const config = await configOf(request, { currentFolder, file: settings.config });
  if (!config.ok) return outcomeOfFailure(config);
  if (config.value.file !== undefined) output.note(`Configuration: ${config.value.file}`);
  const answers = "renames" in request.options ? request.options : undefined;
  const origins = { settings, project, config: config.value, currentFolder, answers };
  const complete = withConfig(request, origins);
  const asks = settings.format !== "json" && terminal.isTerminal("stdin") &&
    terminal.isTerminal("stderr");
  const options = await withoutCacheInCi(projectOptions(origins), request);
  const context = {
    now: () => new Date(),
    note: output.note,
    ...(output.progress && { progress: output.progress }),
  };
  const asking = asks ? { ...context, ask: askAfter(output) } : context;
  const outcome = await startAs(complete, invocation, { project: options, context: asking });
  if (outcome.exitCode !== 70) return outcome;
  const { bugReport } = await import("./bug.ts");
  return { ...outcome, diagnostics: [...outcome.diagnostics, bugReport(invocation)] };
}

/** The options without the cache where others rely on what is found: nobody reviews the cache there. */
async function withoutCacheInCi(
  options: ProjectOptions,
  { verb }: VerbRequest,
): Promise<ProjectOptions> {
  if (!JUDGES.has(verb) || !options.cache) return options;
  const isShared = await environmentVariable("CI");
  return isShared === undefined || isShared === "false" ? options : { ...options, cache: false };
}

/** The commands that say whether migrations are right. */
const JUDGES: ReadonlySet<Verb> = new Set(["check", "lint"]);

/** The configuration for the command. */
async function configOf(
  request: VerbRequest,
  { currentFolder, file }: { readonly currentFolder: string; readonly file: string | undefined },
) {
  const load = request.verb === "check" && request.options.staged
    ? (await import("./config/staged_config.ts")).loadStagedConfig
    : (await import("./config/config.ts")).loadConfig;
  return await load(currentFolder, { file });
}

/** Runs a command, in a watched worker if it runs SQL and there are limits. */
async function startAs(
  request: VerbRequest,
  { verbs, terminal, limits }: VerbInvocation,
  environment: VerbEnvironment,
): Promise<Outcome> {
  if (limits === undefined || request.verb === "hook") {
    return await start(verbs, request, environment);
  }
  if (mayNeedNoSql(request, environment.project)) {
    const outcome = await startWithoutSql(verbs, request, environment);
    if (outcome !== undefined) return outcome;
  }
  const { startWatched, unwatchedNote } = await import("./watch/start_watched.ts");
  const note = unwatchedNote();
  if (note === undefined) return await startWatched(request, { ...environment, limits, terminal });
  const outcome = await start(verbs, request, environment);
  return { ...outcome, diagnostics: [...outcome.diagnostics, note] };
}

/** Whether comparing two hashes may be enough, so that nothing else is run first. */
function mayNeedNoSql({ verb }: VerbRequest, { schema, cache }: ProjectOptions): boolean {
  return verb === "check" && cache &&
    !schema.some((source) => /^(?:command|libsql|https?|wss?):/.test(source));
}

/** The outcome of a command that turns out to run no SQL; undefined for any other. */
async function startWithoutSql(
  verbs: Loaders,
  request: VerbRequest,
  { project, context }: VerbEnvironment,
): Promise<Outcome | undefined> {
  const notes: string[] = [];
  const quiet = { ...context, note: (text: string) => void notes.push(text) };
  try {
    const outcome = await withoutEngines(() => start(verbs, request, { project, context: quiet }));
    notes.forEach(context.note);
    return outcome;
  } catch (error) {
    if (error instanceof EngineWanted) return undefined;
    throw error;
  }
}

/** Asks after clearing the progress line; the module for questions is loaded for the first one. */
function askAfter(output: Output): Ask {
  return async (question) => {
    output.clear();
    return await (await import("./terminal/questions.ts")).ask(question);
  };
}
