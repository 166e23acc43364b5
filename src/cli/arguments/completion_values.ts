import type { Command, Option } from "npm:commander@15.1.0";
import type { Taken } from "../../commands/setting.ts";
import { SettingArgument, SettingOption } from "./library_options.ts";

/** What may follow on an incomplete command line: words, or a path that the shell completes. */
export type Expected =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "file" }
  | { readonly kind: "folder" };

/**
 * What the last of the words may be, if it is a value that the library cannot list by itself: a
 * path, or a name. Undefined otherwise.
 */
export async function expectedAt(
  program: Command,
  words: readonly string[],
): Promise<Expected | undefined> {
  const typed = words.slice(0, -1);
  const [name] = typed;
  const command = program.commands.find((it) => it.name() === name);
  const options = [...command?.options ?? [], ...program.options];
  const before = typed.at(-1);
  const option = options.find((it) => takesValueAfter(it, before));
  if (option instanceof SettingOption) return await expectedFor(option.setting.takes);
  if (command === undefined || words.at(-1)!.startsWith("-")) return undefined;
  const argument = command.registeredArguments[positional(typed.slice(1), options)];
  return argument instanceof SettingArgument
    ? await expectedFor(argument.setting.takes)
    : undefined;
}

async function expectedFor(takes: Taken): Promise<Expected | undefined> {
  switch (takes.kind) {
    case "path":
      return { kind: takes.to };
    case "database":
    case "source":
    case "sources":
      return { kind: "file" };
    case "name":
      return { kind: "words", words: await takes.names() };
  }
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
