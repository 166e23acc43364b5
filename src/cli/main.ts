import type { CommandContext, ProjectOptions, Verb, VerbOptions } from "../commands/options.ts";
import type { Outcome } from "../commands/outcome.ts";
import type { Ask } from "../commands/answers/question.ts";
import { EngineMissing } from "../host/database/engine_missing.ts";
import { openTerminal, programArguments, type Terminal } from "../host/process/terminal.ts";
import { Interrupted } from "./interrupted.ts";
import type { Arguments, MisuseRequest, VerbRequest } from "./request.ts";
import type { Clock } from "./progress_line.ts";
import type { Talk } from "./talk.ts";
import { type Loaders, VERBS } from "./verbs.ts";
import { VERSION_LINE } from "../base/version.ts";

/** What the command line works with; a test brings its own. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly verbs: Loaders;
  /** The time as it passes without one. */
  readonly clock?: Clock;
}

/** Runs the command line and ends the process. */
export async function run(args?: readonly string[]): Promise<void> {
  const given = args ?? await programArguments();
  if (given.length === 1 && given[0] === "--version") {
    // Not by a terminal of ours: what that writes with takes longer to load than all the rest.
    console.log(VERSION_LINE);
    return;
  }
  const terminal = await openTerminal();
  // A promise that nobody waits for must not end the process as findings would.
  globalThis.addEventListener?.("unhandledrejection", (event) => {
    event.preventDefault();
    tellStray(event.reason, given, terminal).finally(() => terminal.exit(70));
  });
  // By force: a statement that was given up may still run in a thread that nothing else can end.
  terminal.exit(await main(given, { terminal, verbs: VERBS }));
}

/**
 * Does what the arguments ask for, prints what comes of it, and gives back the exit code. Loads no
 * more than that takes: the help the commands' names but not the commands.
 */
export async function main(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { terminal } = surroundings;
  if (args[0] === "complete") {
    const { printCompletions } = await import("./completions.ts");
    printCompletions(args.slice(args[1] === "--" ? 2 : 1));
    return 0;
  }
  const { readArguments } = await import("./args.ts");
  const said = readArguments(args);
  const { request } = said;
  switch (request.kind) {
    case "help":
      terminal.write(request.asked ? "stdout" : "stderr", request.text);
      return request.asked ? 0 : 2;
    case "completions": {
      const { printCompletionScript } = await import("./completions.ts");
      printCompletionScript(request.shell);
      return 0;
    }
    case "misuse":
    case "verb":
      return await carryOut(request, { ...surroundings, said, args });
  }
}

interface Errand extends Surroundings {
  readonly said: Arguments;
  readonly args: readonly string[];
}

/** Runs a command and prints its outcome, whatever that is. */
async function carryOut(request: VerbRequest | MisuseRequest, errand: Errand): Promise<number> {
  const { terminal, clock, said: { settings } } = errand;
  const [{ createTalk }, { printOutcome }] = await Promise.all([
    import("./talk.ts"),
    import("./print.ts"),
  ]);
  const talk = createTalk(terminal, settings, clock);
  try {
    const outcome = request.kind === "misuse"
      ? { exitCode: 2 as const, diagnostics: [request.diagnostic] }
      : await outcomeOf(request, { ...errand, talk });
    return await printOutcome(outcome, { terminal, settings, talk });
  } catch (error) {
    if (error instanceof Interrupted) {
      talk.say(["Stopped: nothing was written"]);
      return 130;
    }
    if (error instanceof EngineMissing) {
      const diagnostics = [error.diagnostic];
      return await printOutcome({ exitCode: 3, diagnostics }, { terminal, settings, talk });
    }
    const { bugDiagnostic } = await import("./bug.ts");
    const diagnostics = [bugDiagnostic(error, errand)];
    return await printOutcome({ exitCode: 70, diagnostics }, { terminal, settings, talk });
  }
}

/** What a command comes to, once its options are complete. */
async function outcomeOf(
  request: VerbRequest,
  errand: Errand & { readonly talk: Talk },
): Promise<Outcome> {
  const { terminal, verbs, talk, said: { settings, project } } = errand;
  const currentFolder = terminal.currentFolder();
  const config = await configOf(request, { currentFolder, file: settings.config });
  if (!config.ok) return (await import("../commands/outcome.ts")).outcomeOfFailure(config);
  if (config.value.file !== undefined) talk.note(`Configuration: ${config.value.file}`);
  const [{ projectOptions, withConfig }, { withSoundCache }] = await Promise.all([
    import("./project.ts"),
    import("./sound_cache.ts"),
  ]);
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
    renames: [],
    noRenames: true,
    fills: [],
    allow: [],
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

/** Tells of a failure that nobody was there to catch. */
async function tellStray(error: unknown, args: readonly string[], terminal: Terminal) {
  const [{ bugDiagnostic }, { renderDiagnostics }] = await Promise.all([
    import("./bug.ts"),
    import("../report/diagnostics.ts"),
  ]);
  terminal.write("stderr", renderDiagnostics([bugDiagnostic(error, { args, terminal })]));
}
