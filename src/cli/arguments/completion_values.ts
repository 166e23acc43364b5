import type { Argument, Command, Option } from "npm:commander@15.1.0";

/** What may follow on an incomplete command line: words, or a path that the shell completes. */
export type Expected =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "file" }
  | { readonly kind: "folder" };

/** Words that the program does not know by itself, by their placeholder in the help. */
export type KnownWords = Readonly<
  Record<"layout" | "code" | "tool" | "command", readonly string[]>
>;

/**
 * What the last of the words may be, if it is a value that the program cannot list by itself: a
 * path, or one of the known words. Undefined otherwise.
 */
export function expectedAt(
  program: Command,
  words: readonly string[],
  known: KnownWords,
): Expected | undefined {
  const typed = words.slice(0, -1);
  const [name] = typed;
  const command = program.commands.find((it) => it.name() === name);
  const options = [...command?.options ?? [], ...program.options];
  const before = typed.at(-1);
  const option = options.find((it) => takesValueAfter(it, before));
  if (option !== undefined) {
    // The library itself completes options with choices.
    return option.argChoices === undefined ? expectedFor(placeholderOf(option), known) : undefined;
  }
  if (command === undefined || words.at(-1)!.startsWith("-")) return undefined;
  const argument = argumentAt(command, positional(typed.slice(1), options));
  if (argument === undefined || argument.argChoices !== undefined) return undefined;
  return expectedFor(argument.name(), known);
}

function expectedFor(placeholder: string, known: KnownWords): Expected | undefined {
  switch (placeholder) {
    case "dir":
      return { kind: "folder" };
    case "file":
    case "database":
    case "source":
    case "from":
    case "to":
      return { kind: "file" };
    case "layout":
    case "code":
    case "tool":
    case "command":
      return { kind: "words", words: known[placeholder] };
  }
}

/** The placeholder of an option's value in the help. */
function placeholderOf({ flags }: Option): string {
  // A layout is given by its name.
  if (flags.startsWith("--layout ")) return "layout";
  return /<([^>]+)>/.exec(flags)?.[1] ?? "";
}

function takesValueAfter({ required, long, short }: Option, word: string | undefined): boolean {
  return required && word !== undefined && (word === long || word === short);
}

/** How many of the words are arguments, neither options nor their values. */
function positional(words: readonly string[], options: readonly Option[]): number {
  return words.filter((word, index) => {
    if (word.startsWith("-")) return false;
    return !options.some((it) => takesValueAfter(it, words[index - 1]));
  }).length;
}

function argumentAt({ registeredArguments }: Command, index: number): Argument | undefined {
  return registeredArguments[index];
}
