import type { Ask } from "../commands/answers/question.ts";
import type { CommandContext, ProjectOptions, Verb, VerbOptions } from "../commands/options.ts";
import { type Outcome, outcomeOfFailure } from "../commands/outcome.ts";
import type { Terminal } from "../host/process/terminal.ts";
import { projectOptions, withConfig } from "./project.ts";
import type { Arguments, VerbRequest } from "./request.ts";
import { withSoundCache } from "./sound_cache.ts";
import type { Talk } from "./talk.ts";
import type { Loaders } from "./verbs.ts";

/** What a command is run with, and by whom. */
export interface VerbErrand {
  readonly terminal: Terminal;
  readonly verbs: Loaders;
  readonly talk: Talk;
  /** What the command line says, and its words as they were. */
  readonly said: Arguments;
  readonly args: readonly string[];
}

/** What a command comes to, once its options are complete. */
export async function runVerb(request: VerbRequest, errand: VerbErrand): Promise<Outcome> {
  const { terminal, verbs, talk, said: { settings, project } } = errand;
  const folder = terminal.currentFolder();
  if (!folder.ok) return outcomeOfFailure(folder);
  const currentFolder = folder.value;
  const config = await configOf(request, { currentFolder, file: settings.config });
  if (!config.ok) return outcomeOfFailure(config);
  if (config.value.file !== undefined) talk.note(`Configuration: ${config.value.file}`);
  const origins = { settings, project, config: config.value, currentFolder };
  const complete = withConfig(request, origins);
  const asks = settings.format !== "json" && terminal.isTerminal("stdin") &&
    terminal.isTerminal("stderr");
  const options = projectOptions(origins);
  const context = {
    now: () => new Date(),
    note: talk.note,
    ...(talk.progress && { progress: talk.progress }),
  };
  const asking = asks ? { ...context, ask: askAfter(talk) } : context;
  const run = () => start(verbs, complete, { project: options, context: asking });
  const outcome = VERBS_WITH_CACHE.includes(request.verb)
    ? await withSoundCache({
      run,
      verifyCache: () => start(verbs, VERIFY_CACHE, { project: options, context }),
    })
    : await run();
  if (outcome.exitCode !== 70) return outcome;
  const { bugReport } = await import("./bug.ts");
  return { ...outcome, diagnostics: [...outcome.diagnostics, bugReport(errand)] };
}

const VERBS_WITH_CACHE: readonly Verb[] = ["generate", "check", "diff"];

const VERIFY_CACHE = {
  verb: "check",
  options: {
    verifyCache: true,
    staged: false,
    all: false,
    renames: [],
    noRenames: true,
    fills: [],
  },
} as const;

/** The configuration that the command has to go by. */
async function configOf(
  request: VerbRequest,
  { currentFolder, file }: { readonly currentFolder: string; readonly file: string | undefined },
) {
  const load = request.verb === "check" && request.options.staged
    ? (await import("./staged_config.ts")).loadStagedConfig
    : (await import("./config.ts")).loadConfig;
  return await load(currentFolder, { file });
}

/** Loads a command and runs it. */
async function start<Name extends Verb>(
  verbs: Loaders,
  { verb, options }: { readonly verb: Name; readonly options: VerbOptions[Name] },
  { project, context }: { readonly project: ProjectOptions; readonly context: CommandContext },
): Promise<Outcome> {
  const command = await verbs[verb]();
  return await command({ ...project, ...options }, context);
}

/** Asks once the line is free; what asks is loaded for the first question. */
function askAfter(talk: Talk): Ask {
  return async (question) => {
    talk.clear();
    return await (await import("./questions.ts")).ask(question);
  };
}
