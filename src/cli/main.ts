import { VERSION_LINE } from "../base/version.ts";
import { PartMissing } from "../host/process/part_missing.ts";
import {
  onUnhandledRejection,
  openTerminal,
  programArguments,
  type Terminal,
} from "../host/process/terminal.ts";
import { Interrupted } from "./terminal/interrupted.ts";
import type { PrintTarget } from "./terminal/print.ts";
import type { Clock } from "./terminal/progress_line.ts";
import type { Arguments, ExplainRequest, MisuseRequest, VerbRequest } from "./request.ts";
import { type Loaders, VERBS } from "./verbs.ts";
import type { Limits } from "./watch/limits.ts";

/** The environment of the command line; tests pass their own. */
export interface MainEnvironment {
  readonly terminal: Terminal;
  readonly verbs: Loaders;
  /** The clock; the real one by default. */
  readonly clock?: Clock;
  /** Whether a command that runs SQL is run in a worker, and terminated if it exceeds its limits. */
  readonly watches?: boolean;
}

/** `-v` alone prints the version, as in most tools; next to a command it is short for --verbose. */
const ASKS_VERSION = ["--version", "-V", "-v"];

/** Runs the command line and ends the process. */
export async function run(args?: readonly string[]): Promise<void> {
  const given = args ?? await programArguments();
  if (given.length === 1 && ASKS_VERSION.includes(given[0]!)) {
    // Without our terminal, whose code for writing takes longer to load than everything else.
    try {
      return console.log(VERSION_LINE);
    } catch {
      // The reason is reported below.
    }
  }
  const terminal = await openTerminal();
  // An unhandled rejection must not end the process with the exit code of findings.
  onUnhandledRejection((reason) =>
    reportUnhandledRejection(reason, given, terminal).finally(() => terminal.exit(70))
  );
  // Forced: a terminated statement may still run in a thread that nothing else can end.
  terminal.exit(await main(given, { terminal, verbs: VERBS, watches: true }));
}

/**
 * Runs the command line, prints the outcome, and returns the exit code. Loads only what it needs:
 * help loads the names of the commands, but not the commands.
 */
export async function main(args: readonly string[], environment: MainEnvironment): Promise<number> {
  const { terminal } = environment;
  if (args[0] === "complete") {
    const { printCompletions } = await import("./arguments/completions.ts");
    const words = args.slice(args[1] === "--" ? 2 : 1);
    return await printed(() => printCompletions(words), { terminal, settings: { color: "auto" } });
  }
  const { readArguments } = await import("./arguments/args.ts");
  const parsed = readArguments(args, terminal.columns);
  const { request, settings } = parsed;
  const target = { terminal, settings };
  switch (request.kind) {
    case "help":
      if (request.asked) {
        return await printed(() => terminal.write("stdout", request.text), target);
      }
      terminal.write("stderr", request.text);
      return 2;
    case "completions": {
      const { printCompletionScript } = await import("./arguments/completions.ts");
      return await printed(() => printCompletionScript(request.shell), target);
    }
    case "schema": {
      const { configSchema } = await import("./config/config_schema.ts");
      const text = JSON.stringify(await configSchema(), undefined, 2);
      return await printed(() => terminal.write("stdout", `${text}\n`), target);
    }
    case "explain":
    case "misuse":
    case "verb":
      return await runRequest(request, { ...environment, parsed, args });
  }
}

/** Runs a function that prints; returns the exit code. */
async function printed(
  print: () => void | Promise<void>,
  target: PrintTarget,
): Promise<number> {
  try {
    await print();
    return 0;
  } catch (error) {
    return await (await import("./terminal/print.ts")).reportUnwritable(error, target);
  }
}

interface Invocation extends MainEnvironment {
  readonly parsed: Arguments;
  readonly args: readonly string[];
}

/** Runs a command and prints its outcome. */
async function runRequest(
  request: VerbRequest | ExplainRequest | MisuseRequest,
  invocation: Invocation,
): Promise<number> {
  const { terminal, clock, parsed: { settings } } = invocation;
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

/** The limits for the SQL of a command, if it is watched. */
function limitsOf({ watches, parsed: { settings } }: Invocation): Limits | undefined {
  return watches
    ? { runMs: settings.timeLimit * 1000, memoryBytes: 512 * 2 ** 20, processBytes: 3 * 2 ** 30 }
    : undefined;
}

/** Reports an unhandled rejection. */
async function reportUnhandledRejection(
  error: unknown,
  args: readonly string[],
  terminal: Terminal,
) {
  const [{ bugDiagnostic }, { renderDiagnostics }] = await Promise.all([
    import("./bug.ts"),
    import("../report/diagnostics/diagnostics.ts"),
  ]);
  terminal.write("stderr", renderDiagnostics([bugDiagnostic(error, { args, terminal })]));
}
