import type { CommandContext } from "../commands/options.ts";
import type { Terminal } from "../host/terminal.ts";
import type { Settings } from "./request.ts";

/** What is said on stderr while a command runs and after it. */
export interface Talk extends Pick<CommandContext, "progress" | "note"> {
  /** Takes away what says that something is going on. */
  clear(): void;
  say(lines: readonly string[]): void;
}

const CLEAR_LINE = "\r\x1b[2K";

/**
 * How a command talks. What is going on shows only in a terminal, where the next word can replace
 * it; notes show under `--verbose`; `--quiet` leaves nothing but what is wrong.
 */
export function createTalk(
  terminal: Terminal,
  { quiet, verbose, format }: Settings,
): Talk {
  const lively = !quiet && format !== "json" && terminal.isTerminal("stderr");
  let shown = false;
  const clear = () => {
    if (shown) terminal.write("stderr", CLEAR_LINE);
    shown = false;
  };
  const say = (lines: readonly string[]) => {
    clear();
    if (!quiet && lines.length > 0) terminal.write("stderr", `${lines.join("\n")}\n`);
  };
  return {
    progress: (text) => {
      if (!lively) return;
      terminal.write("stderr", `${CLEAR_LINE}${text}`);
      shown = true;
    },
    note: (text) => {
      if (verbose) say([text]);
    },
    clear,
    say,
  };
}
