import { Argument, Command, Option } from "npm:commander@15.1.0";
import { COLUMN_ORDERS, type Format } from "../../commands/options.ts";
import { CASINGS } from "../../entities/casing.ts";
import { REBUILD_SCOPES } from "../../plan/request.ts";
import { parseTarget, TARGETS } from "../../base/target.ts";
import { addDatabaseVerbs } from "./database_verbs.ts";
import { ALL_FORMATS, EXPLAIN_FORMATS, FORMATS } from "./formats.ts";
import { formatHelp, helpBelow, subcommandTerm } from "./help.ts";
import { either, Misuse } from "../misuse.ts";
import { choice, formed, laterChoice, oneOf, value, values } from "./option_values.ts";
import { presentFields } from "../present_fields.ts";
import { addHistoryVerbs, addReleaseVerbs, addSchemaVerbs } from "./project_verbs.ts";
import type { Request, VerbRequest } from "../request.ts";
import { unknownCommand } from "./unknown_command.ts";
import type { AddVerb, TakeVerb } from "./verb_program.ts";
import { parseSeconds } from "../watch/parse_seconds.ts";
import { RUN_LIMIT_S } from "../watch/limits.ts";
import { VERSION_LINE } from "../../base/version.ts";

/** The shells with completions. */
const SHELLS = ["bash", "zsh", "fish", "pwsh"];

/**
 * Every command and option, for the parser, the help and the completions. `take` is called with the
 * request of a command line. An invalid value throws `Misuse`, any other mistake the library's own
 * error. Only the `named` command gets the options that all commands share, which only its own help
 * shows: creating them for every command takes longer than everything else at startup.
 */
export function createProgram(
  take: Take,
  named: (command: string) => boolean = () => true,
): Command {
  const program = emptyProgram();
  addVerbs(program, take);
  addExplain(program, take);
  addSchema(program, take);
  addCompletions(program, take);
  addHelp(program);
  addCommonOptions(program);
  // The program itself accepts them at any position; a command has them for its help.
  for (const command of program.commands) {
    if (!named(command.name())) continue;
    if (command.name() in FORMATS) addCommonOptions(command);
    else if (command.name() === "explain") addFormat(command.optionsGroup(COMMON), EXPLAIN_FORMATS);
  }
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

function addVerbs(program: Command, take: Take): void {
  const add: AddVerb = (name, summary) =>
    program.command(name).description(summary).addHelpText("after", helpBelow(name));
  const takeVerb: TakeVerb = (verb, options) =>
    take({ kind: "verb", verb, options: presentFields(options) } as VerbRequest);
  addSchemaVerbs(add, takeVerb);
  addHistoryVerbs(add, takeVerb);
  addDatabaseVerbs(add, takeVerb);
  addReleaseVerbs(add, takeVerb);
}

function addExplain(program: Command, take: Take): void {
  program.command("explain")
    .description("Explain what a diagnostic means and what to do")
    .addHelpText("after", helpBelow("explain"))
    .argument("[code]", "The code (default: list all of them)")
    .action((code: string | undefined) => take({ kind: "explain", ...presentFields({ code }) }));
}

function addSchema(program: Command, take: Take): void {
  program.command("schema")
    .description("Print the JSON schema of penumbra.json")
    .addHelpText("after", helpBelow("schema"))
    .action(() => take({ kind: "schema" }));
}

function addCompletions(program: Command, take: Take): void {
  program.command("completions")
    .description("Print a shell completion script")
    .addHelpText("after", helpBelow("completions"))
    .addArgument(
      new Argument("<shell>", either(SHELLS)).choices(SHELLS)
        .argParser((value) => oneOf("<shell>", SHELLS, value)),
    )
    .action((shell: string) => take({ kind: "completions", shell }));
}

/** The library's own version would show the help of all commands for an unknown one. */
function addHelp(program: Command): void {
  program.command("help")
    .description("Show help for a command")
    .argument("[command]", "The command (default: all of them)")
    .action((name: string | undefined) => {
      const command = program.commands.find((it) => it.name() === name);
      if (name !== undefined && command === undefined) {
        throw new Misuse(unknownCommand(program, name));
      }
      (command ?? program).help();
    });
}

/** The group of options that every command accepts. */
const COMMON = "Common options:";

function addProjectOptions(command: Command): void {
  command
    .optionsGroup("Project options:")
    .addOption(value("--migrations <dir>", "The folder of migrations (default: migrations)"))
    .addOption(value("--layout <name>", "The layout of that folder (default: detected)"))
    .addOption(
      values(
        "--schema <source>",
        "The desired schema, repeatable (default: schema.sql, else schema/, else entities/)",
      ),
    )
    .addOption(
      formed(
        "--target <engine>",
        `What will run the migrations: ${
          either(TARGETS)
        } (default: detected from the project, else any)`,
        { known: TARGETS, read: parseTarget },
      ),
    )
    .addOption(
      choice(
        "--column-order <order>",
        "Whether column order matters: any (default) or strict",
        COLUMN_ORDERS,
      ),
    )
    .addOption(
      choice(
        "--rebuild <scope>",
        "Which tables to rebuild: family (default: with all that reference the changed one), or alone if the file can turn foreign keys off",
        REBUILD_SCOPES,
      ),
    )
    .addOption(
      choice(
        "--casing <casing>",
        "How to name entity columns that have no name: as-written (default) or snake_case",
        CASINGS,
      ),
    )
    .option("--no-cache", "Replay every migration; the result is the same")
    .option("--full-replay", "Like --no-cache, with the whole schema in memory; slower")
    .addOption(
      value(
        "--auth-token <token>",
        "The token of a database server (default: PENUMBRA_AUTH_TOKEN)",
      ),
    );
}

function addCommonOptions(command: Command): void {
  const own = Object.entries(FORMATS).find(([verb]) => verb === command.name())?.[1];
  addProjectOptions(command);
  command
    .optionsGroup(COMMON)
    .addOption(value("--config <file>", "The configuration (default: the nearest penumbra.json)"));
  addFormat(command, own ?? ALL_FORMATS)
    .addOption(choice("--color <when>", "When to use colours: auto, always or never", COLORS))
    .addOption(
      formed("--time-limit <seconds>", `The limit for all SQL together (default: ${RUN_LIMIT_S})`, {
        known: [],
        read: parseSeconds,
      }),
    )
    .option("-q, --quiet", "Print problems only")
    .option("-v, --verbose", "Verbose output");
}

function addFormat(command: Command, formats: readonly Format[]): Command {
  return command.addOption(
    laterChoice("--format <format>", `Output format: ${either(formats)}`, formats),
  );
}

const COLORS = ["auto", "always", "never"];
