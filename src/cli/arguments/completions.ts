// First, so that it is resolved first: run from a URL without a lock file, Deno 2.9.6 would look
// for the completions in a second copy of their package, which it never creates.
import "npm:commander@15.1.0";
import createCompletions from "npm:@bomb.sh/tab@0.0.22/commander";
import { script } from "npm:@bomb.sh/tab@0.0.22";
import { type Expected, expectedAt } from "./completion_values.ts";
import { createProgram } from "./program.ts";

/**
 * Prints the script that makes a shell call `penumbra complete -- <words>` for completions. The
 * library has none for Nushell (seen in 0.0.22), so that shell is not supported.
 */
export function printCompletionScript(shell: string): void {
  const text = scriptFor(shell === "pwsh" ? "powershell" : shell);
  console.log((shell === "bash" ? fixedForBash(text) : text).trimEnd());
}

/** The script, captured from stdout, since the library can only print it. */
function scriptFor(shell: string): string {
  const { log } = console;
  let text = "";
  console.log = (part: unknown) => void (text += `${part}\n`);
  try {
    script(shell, "penumbra", "penumbra");
  } finally {
    console.log = log;
  }
  return text;
}

/**
 * The script for bash, with three bugs of @bomb.sh/tab 0.0.22 fixed: it can only be sourced once,
 * it runs anything typed as `$(…)`, and it does not complete paths. Throws if one of the places to
 * fix is missing.
 */
function fixedForBash(text: string): string {
  const places: readonly (readonly [RegExp, string])[] = [
    [/^readonly (?=ShellComp)/gm, ""],
    [
      /requestComp="penumbra complete -- [^\n]*\n[\s\S]*?\n {4}fi\n/,
      'requestComp="penumbra complete -- $(printf \'%q \' "${words[@]:1:cword}")"\n',
    ],
    [/^complete -F/m, "complete -o default -F"],
  ];
  return places.reduce((fixed, [place, after]) => {
    if (fixed.search(place) < 0) {
      throw new Error(`Cannot patch the completion script: it does not contain ${place}`);
    }
    return fixed.replace(place, () => after);
  }, text);
}

/**
 * The number printed last, for the scripts.
 * https://pkg.go.dev/github.com/spf13/cobra#ShellCompDirective
 */
const DIRECTIVES = { file: 0, folder: 16, words: 4 } as const;

/** Prints the completions for the words, the last of which is incomplete and may be empty. */
export async function printCompletions(words: readonly string[]): Promise<void> {
  const program = createProgram(() => {});
  const expected = await expectedAt(program, words);
  if (expected !== undefined) return printExpected(expected, words.at(-1)!);
  const completions = createCompletions(program);
  // The library's own command is for scripts, not for people.
  completions.commands.delete("complete");
  completions.parse([...words]);
}

function printExpected(expected: Expected, typed: string): void {
  const fitting = expected.kind === "words"
    ? expected.words.filter((word) => word.startsWith(typed))
    : [];
  for (const word of fitting) console.log(`${word}\t`);
  console.log(`:${DIRECTIVES[expected.kind]}`);
}
