// First, so that it is resolved first: run from a URL, without a lock file, Deno 2.9.6 would look for
// the completions in a second copy of their package, which it never makes.
import "npm:commander@15.1.0";
import createCompletions from "npm:@bomb.sh/tab@0.0.22/commander";
import { script } from "npm:@bomb.sh/tab@0.0.22";
import { LAYOUTS } from "../../migrations/layouts/list.ts";
import { HISTORY_TOOLS } from "../../database/tools/list.ts";
import { type Expected, expectedAt } from "./completion_values.ts";
import { EXPLANATIONS } from "../../report/explanations/explain.ts";
import { createProgram } from "./program.ts";

/**
 * Prints the script that makes a shell ask `penumbra complete -- <words>` what may come next. The
 * library that writes it has none for Nushell (seen in 0.0.22), so that shell is not offered.
 */
export function printCompletionScript(shell: string): void {
  const text = scriptFor(shell === "pwsh" ? "powershell" : shell);
  console.log((shell === "bash" ? mendedForBash(text) : text).trimEnd());
}

/** What the library prints, as it has no other way to give it. */
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
 * The script for bash, three faults of @bomb.sh/tab 0.0.22 fixed: it can be sourced once only, it runs
 * what is typed as `$(…)`, and it completes no paths. Throws where one of the places is not there.
 */
function mendedForBash(text: string): string {
  const places: readonly (readonly [RegExp, string])[] = [
    [/^readonly (?=ShellComp)/gm, ""],
    [
      /requestComp="penumbra complete -- [^\n]*\n[\s\S]*?\n {4}fi\n/,
      'requestComp="penumbra complete -- $(printf \'%q \' "${words[@]:1:cword}")"\n',
    ],
    [/^complete -F/m, "complete -o default -F"],
  ];
  return places.reduce((mended, [place, after]) => {
    if (mended.search(place) < 0) {
      throw new Error(`Cannot patch the completion script: it does not contain ${place}`);
    }
    return mended.replace(place, () => after);
  }, text);
}

/** What is printed last, for the scripts. https://pkg.go.dev/github.com/spf13/cobra#ShellCompDirective */
const DIRECTIVES = { file: 0, folder: 16, words: 4 } as const;

/** Prints what may come next after the words; the last one is what is being typed, maybe nothing. */
export function printCompletions(words: readonly string[]): void {
  const program = createProgram(() => {});
  const known = {
    layout: LAYOUTS.map(({ name }) => name),
    code: EXPLANATIONS.map(({ code }) => code),
    tool: HISTORY_TOOLS.filter(({ record }) => record).map(({ name }) => name),
    command: program.commands.map((it) => it.name()),
  };
  const expected = expectedAt(program, words, known);
  if (expected !== undefined) return printExpected(expected, words.at(-1)!);
  const completions = createCompletions(program);
  // The library's own command is for the scripts, not for people.
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
