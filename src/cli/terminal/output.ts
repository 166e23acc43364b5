import type { CommandContext } from "../../commands/settings/options.ts";
import type { Terminal } from "../../host/process/terminal.ts";
import { visibleLines } from "../../report/visible.ts";
import { CLOCK, type Clock, createProgressLine } from "./progress_line.ts";
import type { Settings } from "../common_settings.ts";

/** Prints on stderr while a command runs and after it. */
export interface Output extends Pick<CommandContext, "progress" | "note"> {
  /** Removes the progress line. */
  clear(): void;
  say(lines: readonly string[]): void;
}

/**
 * The output of a command. Progress is shown only in a terminal, where the next line can replace it;
 * notes are shown under `--verbose`; `--quiet` leaves only problems.
 */
export function createOutput(
  terminal: Terminal,
  { quiet, verbose, format }: Settings,
  clock: Clock = CLOCK,
): Output {
  const showsProgress = !quiet && format !== "json" && !terminal.isDumb &&
    terminal.isTerminal("stderr");
  const line = showsProgress
    ? createProgressLine((text) => terminal.write("stderr", text), clock)
    : undefined;
  const clear = () => line?.clear();
  if (showsProgress) terminal.atExit(clear);
  const say = (lines: readonly string[]) => {
    clear();
    if (!quiet && lines.length > 0) terminal.write("stderr", visibleLines(lines));
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
