import { succeed } from "../../src/base/result.ts";
import { main } from "../../src/cli/main.ts";
import type { Clock } from "../../src/cli/terminal/progress_line.ts";
import type { Loaders } from "../../src/cli/verbs.ts";
import type { CommandContext, ProjectOptions, Verb } from "../../src/commands/settings/options.ts";
import type { Outcome } from "../../src/commands/outcome.ts";
import type { Stream, Terminal } from "../../src/host/process/terminal.ts";

/** The result of a command line. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The options of each command that ran, in order. */
  readonly calls: readonly Call[];
}

export interface Call {
  readonly verb: Verb;
  readonly options: ProjectOptions;
  readonly context: CommandContext;
}

/** The environment of a command line in a test. */
export interface Setting {
  /** What every command does; by default it succeeds without doing anything. */
  readonly command?: (call: Call) => Outcome | Promise<Outcome>;
  readonly folder?: string;
  readonly terminals?: readonly Stream[];
  readonly wantsColor?: boolean;
  /** Replaces the clock. */
  readonly clock?: Clock;
  /** Replaces a stdout that accepts everything. */
  readonly writeOut?: (text: string) => void;
}

/** Runs a command line with the test's own commands, and a terminal that records its output. */
export async function runCommandLine(args: readonly string[], setting: Setting = {}): Promise<Ran> {
  const written = { stdout: "", stderr: "" };
  const calls: Call[] = [];
  const terminal: Terminal = {
    args,
    isTerminal: (stream) => setting.terminals?.includes(stream) ?? false,
    write(stream, text) {
      if (stream === "stdout") setting.writeOut?.(text);
      written[stream] += text;
    },
    columns: () => undefined,
    isDumb: false,
    wantsColor: setting.wantsColor,
    currentFolder: () => succeed(setting.folder ?? "/nowhere"),
    runtime: "test 1.0, nothing",
    atExit: () => {},
    exit: (code) => Deno.exit(code),
  };
  const command = (verb: Verb) => () =>
    // deno-lint-ignore no-explicit-any -- One command replaces all of them.
    Promise.resolve(async (options: any, context: CommandContext) => {
      const call = { verb, options, context };
      calls.push(call);
      return await setting.command?.(call) ?? { exitCode: 0, diagnostics: [] };
    });
  const verbs: Loaders = {
    init: command("init"),
    generate: command("generate"),
    check: command("check"),
    lint: command("lint"),
    rebase: command("rebase"),
    diff: command("diff"),
    inspect: command("inspect"),
    squash: command("squash"),
    convert: command("convert"),
    apply: command("apply"),
    rehearse: command("rehearse"),
    status: command("status"),
    doctor: command("doctor"),
    "upgrade-test": command("upgrade-test"),
    bundle: command("bundle"),
    hook: command("hook"),
  };
  const code = await main(args, {
    terminal,
    verbs,
    ...(setting.clock && { clock: setting.clock }),
  });
  return { code, ...written, calls };
}
