import type { CommandContext } from "../commands/options.ts";
import type { Terminal } from "../host/process/terminal.ts";
import { harmless } from "../report/visible.ts";
import { CLOCK, type Clock, createProgressLine } from "./progress_line.ts";
import type { Settings } from "./request.ts";

/** What is said on stderr while a command runs and after it. */
export interface Talk extends Pick<CommandContext, "progress" | "note"> {
  /** Takes away what says that something is going on. */
  clear(): void;
  say(lines: readonly string[]): void;
}

/**
 * How a command talks. What is going on shows only in a terminal, where the next word can replace
 * it; notes show under `--verbose`; `--quiet` leaves nothing but what is wrong.
 */
export function createTalk(
  terminal: Terminal,
  { quiet, verbose, format }: Settings,
  clock: Clock = CLOCK,
): Talk {
  const isLively = !quiet && format !== "json" && !terminal.isDumb &&
    terminal.isTerminal("stderr");
  const line = isLively
    ? createProgressLine((text) => terminal.write("stderr", text), clock)
    : undefined;
  const clear = () => line?.clear();
  if (isLively) terminal.atExit(clear);
  const say = (lines: readonly string[]) => {
    clear();
    if (!quiet && lines.length > 0) terminal.write("stderr", harmless(`${lines.join("\n")}\n`));
  };
  return {
    ...(line !== undefined && { progress: line.show }),
    note: (text) => {
      if (verbose) say([text]);
    },
    clear,
    say,
  };
}
