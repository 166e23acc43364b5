import type { Command } from "npm:commander@15.1.0";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { either } from "../../base/word_lists.ts";
import { misuse } from "../misuse.ts";

/** The diagnostic for an unknown command. */
export function unknownCommand(program: Command, word: string): Diagnostic {
  const names = program.commands.map((command) => command.name());
  const message = `Cannot run "${program.name()} ${word}": there is no such command`;
  const meant = Object.keys(SYNONYMS).find((name) => SYNONYMS[name]?.includes(word));
  if (BACKWARDS.includes(word)) return misuse("unknown-command", { message, hint: FORWARDS });
  if (meant !== undefined && names.includes(meant)) {
    return misuse("unknown-command", { message, hint: `Run "${program.name()} ${meant}"` });
  }
  return misuse("unknown-command", {
    message,
    word,
    known: [...names, "--version", "--help"],
    hint: `Use one of the commands ${either(names)}`,
  });
}

/** Other tools' commands that go back. */
const BACKWARDS = ["down", "rollback", "undo", "revert", "redo", "reset"];

const FORWARDS =
  "Generate a migration that goes back, or restore the backup that apply made before it";

/** Other tools' names for our commands. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  init: ["setup", "create-config"],
  generate: ["g", "gen", "new", "create", "make", "add", "revision", "makemigrations"],
  check: ["validate", "verify", "test", "ci"],
  lint: ["analyze", "analyse", "advise"],
  diff: ["compare", "plan"],
  inspect: ["introspect", "pull", "dump", "show", "export"],
  apply: ["up", "migrate", "push", "deploy", "run", "upgrade"],
  status: ["info", "list", "history"],
};
