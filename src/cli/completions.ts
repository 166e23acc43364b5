// First, so that it is resolved first: run from a URL, without a lock file, Deno 2.9.6 would look for
// the completions in a second copy of their package, which it never makes.
import "npm:commander@15.1.0";
import createCompletions from "npm:@bomb.sh/tab@0.0.22/commander";
import { script } from "npm:@bomb.sh/tab@0.0.22";
import { createProgram } from "./program.ts";

/**
 * Prints the script that makes a shell ask `penumbra complete -- <words>` what may come next. The
 * library that writes it has none for Nushell (seen in 0.0.22), so that shell is not offered.
 */
export function printCompletionScript(shell: string): void {
  script(shell === "pwsh" ? "powershell" : shell, "penumbra", "penumbra");
}

/** Prints what may come next after the words; the last one is what is being typed, maybe nothing. */
export function printCompletions(words: readonly string[]): void {
  const completions = createCompletions(createProgram(() => {}));
  // The library's own command is for the scripts, not for people.
  completions.commands.delete("complete");
  completions.parse([...words]);
}
