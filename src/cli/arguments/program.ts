import { Command, Option } from "npm:commander@15.1.0";
import { either } from "../../base/word_lists.ts";
import { VERSION_LINE } from "../../base/version.ts";
import type { Verb } from "../../commands/settings/options.ts";
import type { SettingTable, ValuesOf } from "../../commands/setting.ts";
import { AUTH_TOKEN, PROJECT_OPTIONS } from "../../commands/settings/project_settings.ts";
import {
  type Alternatives,
  VERB_SETTINGS,
  type VerbSettings,
} from "../../commands/settings/verb_settings.ts";
import { commonSettings } from "../common_settings.ts";
import { Misuse, misuse } from "../misuse.ts";
import type { Request, VerbRequest } from "../request.ts";
import { ALL_FORMATS, EXPLAIN_FORMATS, FORMATS } from "./formats.ts";
import { formatHelp, helpBelow, subcommandTerm } from "./help.ts";
import { addArguments, addOptions, valuesIn } from "./library_options.ts";
import { unknownCommand } from "./unknown_command.ts";

/**
 * The commands and options, for the parser, the help and the completions. `take` is called with the
 * request of a command line. An invalid value throws `Misuse`, any other mistake the library's own
 * error. A command line that begins with a command needs no other one: creating all of them takes
 * longer than everything else at startup.
 */
export function createProgram(take: Take, first?: string): Command {
  const program = addSharedOptions(emptyProgram(), commonSettings(ALL_FORMATS));
  const verbs = Object.keys(VERB_SETTINGS) as Verb[];
  const only = verbs.find((verb) => verb === first);
  for (const verb of only === undefined ? verbs : [only]) addVerb(program, verb, take);
  if (only !== undefined) return program;
  addExplain(program, take);
  addSchema(program, take);
  addCompletions(program, take);
  addHelp(program);
  return program;
}

type Take = (request: Request) => void;

function emptyProgram(): Command {
  return new Command("penumbra")
    .description(
      "Schema migrations for SQLite and libSQL: only the difference, proven before it is written.",
    )
    .usage("<command> [options]")
    .addHelpOption(new Option("-h, --help", "Show help for a command").helpGroup(COMMON))
    .optionsGroup(COMMON)
    .version(VERSION_LINE, "-V, --version", "Show the version")
    .helpCommand(false)
    .configureHelp({
      // With less space next to the flags, the library would not wrap at all.
      minWidthToWrap: 15,
      optionDescription: (option) => option.description,
      argumentDescription: (argument) => argument.description,
      subcommandTerm,
      formatHelp,
    })
    .addHelpText(
      "after",
      "\nRun penumbra <command> --help for the options of a command, and penumbra explain\n" +
        "<code> for the meaning of a diagnostic such as error[plan/fill-needed].",
    );
}

/** A command whose values are declared in a table. */
interface Declaration<Table extends SettingTable> {
  readonly name: Parameters<typeof helpBelow>[0];
  readonly summary: string;
  readonly table: Table;
  readonly act: (values: ValuesOf<Table>) => void;
}

function addCommand<const Table extends SettingTable>(
  program: Command,
  { name, summary, table, act }: Declaration<Table>,
): Command {
  const command = program.command(name).description(summary)
    .addHelpText("after", helpBelow(name));
  return addArguments(command, table).action(() => act(valuesIn(command, table)));
}

function addVerb(program: Command, verb: Verb, take: Take): void {
  const { summary, options, answers, alternatives = [] } = settingsOf(verb);
  const command = addCommand(program, {
    name: verb,
    summary,
    table: { ...options, ...answers },
    act: (values: Readonly<Record<string, unknown>>) => {
      for (const pair of alternatives) checkAlternatives(verb, pair, values);
      take({ kind: "verb", verb, options: values } as VerbRequest);
    },
  });
  addOptions(command, options);
  if (answers !== undefined) {
    addOptions(command.optionsGroup("Answers to questions, repeatable:"), answers);
  }
  // The program itself accepts them at any position; a command has them for its help.
  addSharedOptions(command, commonSettings(FORMATS[verb]));
}

function settingsOf(verb: Verb): VerbSettings {
  return VERB_SETTINGS[verb];
}

/** Checks that not both of two options were given, and one if it is required. */
function checkAlternatives(
  verb: Verb,
  { of, isRequired, hint }: Alternatives,
  values: Readonly<Record<string, unknown>>,
): void {
  const given = of.filter((name) => values[name] !== undefined && values[name] !== false);
  const flags = of.map((name) => settingsOf(verb).options[name]?.flags ?? "");
  const cannot = `Cannot run "penumbra ${verb}":`;
  if (given.length === 0 && isRequired) {
    const message = `${cannot} ${flags[0]} is missing`;
    throw new Misuse(misuse("missing-option", { message, hint }));
  }
  if (given.length === 2) {
    const names = flags.map((it) => it.split(" ")[0]).join(" and ");
    const message = `${cannot} ${names} exclude each other`;
    throw new Misuse(misuse("conflicting-options", { message, hint }));
  }
}

function addExplain(program: Command, take: Take): void {
  const command = addCommand(program, {
    name: "explain",
    summary: "Explain what a diagnostic means and what to do",
    table: {
      code: {
        takes: { kind: "name", names: explainedCodes },
        flags: "[code]",
        help: "A code, or an area such as lint (default: all)",
      },
    },
    act: (values) => take({ kind: "explain", ...values }),
  });
  const { format } = commonSettings(EXPLAIN_FORMATS);
  addOptions(command.optionsGroup(COMMON), { format });
}

async function explainedCodes(): Promise<readonly string[]> {
  const { EXPLANATIONS } = await import("../../report/explanations/explain.ts");
  return EXPLANATIONS.map(({ code }) => code);
}

function addSchema(program: Command, take: Take): void {
  addCommand(program, {
    name: "schema",
    summary: "Print the JSON schema of penumbra.json",
    table: {},
    act: () => take({ kind: "schema" }),
  });
}

/** The shells with completions. */
const SHELLS = ["bash", "zsh", "fish", "pwsh"];

function addCompletions(program: Command, take: Take): void {
  addCommand(program, {
    name: "completions",
    summary: "Print a shell completion script",
    table: {
      shell: {
        takes: { kind: "one-of", values: SHELLS },
        flags: "<shell>",
        help: either(SHELLS),
      },
    },
    act: (values) => take({ kind: "completions", ...values }),
  });
}

/** The library's own version would show the help of all commands for an unknown one. */
function addHelp(program: Command): void {
  const names = () => program.commands.map((it) => it.name());
  const table = {
    name: {
      takes: { kind: "name", names: () => Promise.resolve(names()) },
      flags: "[command]",
      help: "The command (default: all of them)",
    },
  } as const satisfies SettingTable;
  const help = program.command("help").description("Show help for a command");
  addArguments(help, table).action(() => {
    const { name } = valuesIn(help, table);
    const command = program.commands.find((it) => it.name() === name);
    if (name !== undefined && command === undefined) {
      throw new Misuse(unknownCommand(program, name));
    }
    (command ?? program).help();
  });
}

/** The group of options that every command accepts. */
const COMMON = "Common options:";

function addSharedOptions(command: Command, common: SettingTable): Command {
  addOptions(command.optionsGroup("Project options:"), PROJECT_OPTIONS);
  addOptions(command, { authToken: AUTH_TOKEN });
  return addOptions(command.optionsGroup(COMMON), common);
}
