import { VERSION_LINE } from "../base/version.ts";
import { PartMissing } from "../host/process/part_missing.ts";
import {
  onUnhandledRejection,
  openTerminal,
  programArguments,
  type Terminal,
} from "../host/process/terminal.ts";
import { Interrupted } from "./terminal/interrupted.ts";
import type { Telling } from "./terminal/print.ts";
import type { Clock } from "./terminal/progress_line.ts";
import type { Arguments, ExplainRequest, MisuseRequest, VerbRequest } from "./request.ts";
import { type Loaders, VERBS } from "./verbs.ts";
import type { Limits } from "./watch/limits.ts";

/** What the command line works with; a test brings its own. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly verbs: Loaders;
  /** The time as it passes without one. */
  readonly clock?: Clock;
  /** Whether a command that runs SQL is run in a worker, and given up where it goes too far. */
  readonly watches?: boolean;
}

/** Alone, `-v` asks what it asks of most tools; beside a command it is short for --verbose. */
const ASKS_VERSION = ["--version", "-V", "-v"];

/** Runs the command line and ends the process. */
export async function run(args?: readonly string[]): Promise<void> {
  const given = args ?? await programArguments();
  if (given.length === 1 && ASKS_VERSION.includes(given[0]!)) {
    // Not by a terminal of ours: what that writes with takes longer to load than all the rest.
    try {
      return console.log(VERSION_LINE);
    } catch {
      // Why it cannot be written is told below.
    }
  }
  const terminal = await openTerminal();
  // A promise that nobody waits for must not end the process as findings would.
  onUnhandledRejection((reason) =>
    tellStray(reason, given, terminal).finally(() => terminal.exit(70))
  );
  // By force: a statement that was given up may still run in a thread that nothing else can end.
  terminal.exit(await main(given, { terminal, verbs: VERBS, watches: true }));
}

/**
 * Does what the arguments ask for, prints what comes of it, and gives back the exit code. Loads no
 * more than that takes: the help the commands' names but not the commands.
 */
export async function main(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { terminal } = surroundings;
  if (args[0] === "complete") {
    const { printCompletions } = await import("./arguments/completions.ts");
    const words = args.slice(args[1] === "--" ? 2 : 1);
    return await printed(() => printCompletions(words), { terminal, settings: { color: "auto" } });
  }
  const { readArguments } = await import("./arguments/args.ts");
  const said = readArguments(args, terminal.columns);
  const { request, settings } = said;
  const telling = { terminal, settings };
  switch (request.kind) {
    case "help":
      if (request.asked) {
        return await printed(() => terminal.write("stdout", request.text), telling);
      }
      terminal.write("stderr", request.text);
      return 2;
    case "completions": {
      const { printCompletionScript } = await import("./arguments/completions.ts");
      return await printed(() => printCompletionScript(request.shell), telling);
    }
    case "schema": {
      const { configSchema } = await import("./config/config_schema.ts");
      const text = JSON.stringify(await configSchema(), undefined, 2);
      return await printed(() => terminal.write("stdout", `${text}\n`), telling);
    }
    case "explain":
    case "misuse":
    case "verb":
      return await runRequest(request, { ...surroundings, said, args });
  }
}

/** Prints what was asked for; gives back the exit code. */
async function printed(print: () => void, telling: Telling): Promise<number> {
  try {
    print();
    return 0;
  } catch (error) {
    return await (await import("./terminal/print.ts")).tellUnprinted(error, telling);
  }
}

interface Invocation extends Surroundings {
  readonly said: Arguments;
  readonly args: readonly string[];
}

/** Runs a command and prints its outcome, whatever that is. */
async function runRequest(
  request: VerbRequest | ExplainRequest | MisuseRequest,
  invocation: Invocation,
): Promise<number> {
  const { terminal, clock, said: { settings } } = invocation;
  const [{ createOutput }, { printOutcome }] = await Promise.all([
    import("./terminal/output.ts"),
    import("./terminal/print.ts"),
  ]);
  const output = createOutput(terminal, settings, clock);
  try {
    const outcome = request.kind === "misuse"
      ? { exitCode: 2 as const, diagnostics: [request.diagnostic] }
      : request.kind === "explain"
      ? (await import("./explain.ts")).explainCode(request.code)
      : await (await import("./run_verb.ts")).runVerb(request, {
        ...invocation,
        output,
        limits: limitsOf(invocation),
      });
    return await printOutcome(outcome, { terminal, settings, output });
  } catch (error) {
    if (error instanceof Interrupted) {
      output.say(["Stopped: nothing was written"]);
      return 130;
    }
    if (error instanceof PartMissing) {
      const diagnostics = [error.diagnostic];
      return await printOutcome({ exitCode: 3, diagnostics }, { terminal, settings, output });
    }
    const { bugDiagnostic } = await import("./bug.ts");
    const diagnostics = [bugDiagnostic(error, invocation)];
    return await printOutcome({ exitCode: 70, diagnostics }, { terminal, settings, output });
  }
}

/** How far the SQL of a command may go, where anybody looks after it. */
function limitsOf({ watches, said: { settings } }: Invocation): Limits | undefined {
  return watches ? { runMs: settings.timeLimit * 1000, memoryBytes: 512 * 2 ** 20 } : undefined;
}

/** Tells of a failure that nobody was there to catch. */
async function tellStray(error: unknown, args: readonly string[], terminal: Terminal) {
  const [{ bugDiagnostic }, { renderDiagnostics }] = await Promise.all([
    import("./bug.ts"),
    import("../report/diagnostics.ts"),
  ]);
  terminal.write("stderr", renderDiagnostics([bugDiagnostic(error, { args, terminal })]));
}
