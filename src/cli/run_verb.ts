import type { Ask } from "../commands/answers/question.ts";
import type { ProjectOptions } from "../commands/options.ts";
import { type Outcome, outcomeOfFailure } from "../commands/outcome.ts";
import { EngineWanted, withoutEngines } from "../host/database/engine.ts";
import { environmentVariable } from "../host/process/environment.ts";
import type { Terminal } from "../host/process/terminal.ts";
import { projectOptions, withConfig } from "./project.ts";
import type { Arguments, VerbRequest } from "./request.ts";
import { start, type Surroundings } from "./start.ts";
import type { Output } from "./terminal/output.ts";
import type { Loaders } from "./verbs.ts";
import type { Limits } from "./watch/limits.ts";

/** What a command is run with, and by whom. */
export interface VerbInvocation {
  readonly terminal: Terminal;
  readonly verbs: Loaders;
  readonly output: Output;
  /** What the command line says, and its words as they were. */
  readonly said: Arguments;
  readonly args: readonly string[];
  /** How far the SQL of a command may go, which is then run in a worker; without it, nobody looks after it. */
  readonly limits?: Limits | undefined;
}

/** What a command comes to, once its options are complete. */
export async function runVerb(request: VerbRequest, invocation: VerbInvocation): Promise<Outcome> {
  const { terminal, output, said: { settings, project } } = invocation;
  const folder = terminal.currentFolder();
  if (!folder.ok) return outcomeOfFailure(folder);
  const currentFolder = folder.value;
  const config = await configOf(request, { currentFolder, file: settings.config });
  if (!config.ok) return outcomeOfFailure(config);
  if (config.value.file !== undefined) output.note(`Configuration: ${config.value.file}`);
  const origins = { settings, project, config: config.value, currentFolder };
  const complete = withConfig(request, origins);
  const asks = settings.format !== "json" && terminal.isTerminal("stdin") &&
    terminal.isTerminal("stderr");
  const options = await asWanted(projectOptions(origins), request);
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

/** A check that others rely on replays everything: what is cached there, nobody has looked after. */
async function asWanted(options: ProjectOptions, { verb }: VerbRequest): Promise<ProjectOptions> {
  if (verb !== "check" || !options.cache) return options;
  const isShared = await environmentVariable("CI");
  return isShared === undefined || isShared === "false" ? options : { ...options, cache: false };
}

/** The configuration that the command has to go by. */
async function configOf(
  request: VerbRequest,
  { currentFolder, file }: { readonly currentFolder: string; readonly file: string | undefined },
) {
  const load = request.verb === "check" && request.options.staged
    ? (await import("./config/staged_config.ts")).loadStagedConfig
    : (await import("./config/config.ts")).loadConfig;
  return await load(currentFolder, { file });
}

/** Runs a command, watched where it runs SQL and somebody has said how far that may go. */
async function startAs(
  request: VerbRequest,
  { verbs, terminal, limits }: VerbInvocation,
  surroundings: Surroundings,
): Promise<Outcome> {
  if (limits === undefined || request.verb === "hook") {
    return await start(verbs, request, surroundings);
  }
  if (mayNeedNoSql(request, surroundings.project)) {
    const outcome = await startWithoutSql(verbs, request, surroundings);
    if (outcome !== undefined) return outcome;
  }
  const { startWatched, unwatchedNote } = await import("./watch/start_watched.ts");
  const note = unwatchedNote();
  if (note === undefined) return await startWatched(request, { ...surroundings, limits, terminal });
  const outcome = await start(verbs, request, surroundings);
  return { ...outcome, diagnostics: [...outcome.diagnostics, note] };
}

/** Whether two hashes may be all that is compared, and nothing else is run before that. */
function mayNeedNoSql({ verb }: VerbRequest, { schema, cache }: ProjectOptions): boolean {
  return verb === "check" && cache &&
    !schema.some((source) => /^(?:command|libsql|https?|wss?):/.test(source));
}

/** What a command comes to that runs no SQL after all; undefined for any other. */
async function startWithoutSql(
  verbs: Loaders,
  request: VerbRequest,
  { project, context }: Surroundings,
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

/** Asks once the line is free; what asks is loaded for the first question. */
function askAfter(output: Output): Ask {
  return async (question) => {
    output.clear();
    return await (await import("./terminal/questions.ts")).ask(question);
  };
}
