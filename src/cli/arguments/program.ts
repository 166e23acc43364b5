import { Argument, Command, Option } from "npm:commander@15.1.0";
import { parseAllowance, parseFill, parseRename } from "../../commands/answers/parse.ts";
import {
  COLUMN_ORDERS,
  FINDING_FORMATS,
  type Format,
  HOOK_ACTIONS,
  type HookAction,
  type Verb,
} from "../../commands/options.ts";
import type { AnswerOptions, WritingOptions } from "../../commands/answers/answer_options.ts";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { CASINGS } from "../../entities/casing.ts";
import { REBUILD_SCOPES } from "../../plan/request.ts";
import { parseTarget, TARGETS } from "../../base/target.ts";
import { addDatabaseVerbs } from "./database_verbs.ts";
import { formatHelp, helpBelow, subcommandTerm } from "./help.ts";
import { either, Misuse, misuse } from "../misuse.ts";
import { choice, formed, laterChoice, oneOf, value, values } from "./option_values.ts";
import type { Request } from "../request.ts";
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
  const add = (name: Verb, summary: string) =>
    program.command(name).description(summary).addHelpText("after", helpBelow(name));

  add("init", "Set up a configuration, folders and a first schema")
    .option("--yes", "Accept all proposals without asking")
    .addOption(
      value("--from <database>", "Start from the schema of a database, which is only read"),
    )
    .action(({ yes = false, from }) => {
      const options = { yes, ...(from === undefined ? {} : { from }) };
      take({ kind: "verb", verb: "init", options });
    });

  withPermissions(
    add("generate", "Write the next migration: only the difference")
      .argument("[name]", "Its name (default: derived from its changes)")
      .option("--dry-run", "Print the migration, write nothing")
      .option("--empty", "Write an empty migration, to be filled in by hand")
      .option("--down", "Also write the down migration, if the layout has one"),
  )
    .action((name: string | undefined, given) => {
      const { dryRun = false, empty = false, down = false } = given;
      const options = { ...permissionsOf(given), dryRun, empty, down };
      const named = name === undefined ? {} : { name };
      take({ kind: "verb", verb: "generate", options: { ...options, ...named } });
    });

  withAnswers(
    add("check", "Report missing or unsafe migrations, for hooks and CI")
      .option(
        "--verify-cache",
        "Replay everything, with --full-replay as well, and compare the results",
      )
      .option(
        "--staged",
        "Check what is staged, if that includes a migration, the schema or the configuration",
      )
      .option("--merge", "With --staged: check a merge, without running its programs")
      .option("--all", "Judge every migration, not only those missing from the main branch")
      .addOption(value("--base <ref>", "The main branch (default: found from git)")),
  )
    .action((given) => {
      const { verifyCache = false, staged = false, merge = false, all = false, base } = given;
      const scope = { verifyCache, staged, merge, all, ...(base === undefined ? {} : { base }) };
      take({ kind: "verb", verb: "check", options: { ...answersOf(given), ...scope } });
    });

  withPermissions(
    add("rebase", "Regenerate your migrations on top of those of main")
      .option("--dry-run", "Print the migrations, write nothing")
      .addOption(value("--base <ref>", "The main branch (default: found from git)")),
  )
    .action((given) => {
      const { dryRun = false, base } = given;
      const options = { ...permissionsOf(given), dryRun, ...(base === undefined ? {} : { base }) };
      take({ kind: "verb", verb: "rebase", options });
    });

  withPermissions(add("diff", "Show the difference between two schemas"))
    .argument("[from]", "A source (default: the migrations)")
    .argument("[to]", "A source (default: the schema of the project)")
    .option("--exit-code", "Exit with code 1 if there is a difference, like git diff")
    .action((from: string | undefined, to: string | undefined, given) => {
      const sources = {
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      };
      const options = { ...permissionsOf(given), ...sources, exitCode: given.exitCode ?? false };
      take({ kind: "verb", verb: "diff", options });
    });

  add("inspect", "Show the schema of one source")
    .argument("<source>", "The source")
    .action((source: string) => take({ kind: "verb", verb: "inspect", options: { source } }));

  add("squash", "Combine several migrations into one")
    .addOption(value("--to <id>", "The last migration to include (default: the latest)"))
    .option("--keep-data", "Keep the rows that the migrations insert")
    .option("--dry-run", "Print the migration, write nothing")
    .action(({ to, keepData = false, dryRun = false }) => {
      const options = { keepData, dryRun, ...(to === undefined ? {} : { to }) };
      take({ kind: "verb", verb: "squash", options });
    });

  add("convert", "Convert the migrations to another layout")
    .argument("<dir>", "The folder to write into, new or empty")
    .addOption(value("--to <layout>", "The layout to convert to").makeOptionMandatory())
    .action((folder: string, { to }) =>
      take({ kind: "verb", verb: "convert", options: { folder, to } })
    );

  addDatabaseVerbs(add, take);

  add("upgrade-test", "Test the upgrade from every released version to this one")
    .addOption(
      values(
        "--from <tag>",
        "A version to start from, repeatable (default: every git tag, or every migration if there is none)",
      ),
    )
    .action(({ from = [] }) => take({ kind: "verb", verb: "upgrade-test", options: { from } }));

  add("bundle", "Write the migrations as one module for applications")
    .addOption(value("-o, --output <file>", "A .ts, .js or .json file (default: print JSON)"))
    .action(({ output }) => {
      take({ kind: "verb", verb: "bundle", options: output === undefined ? {} : { output } });
    });

  addHook(add("hook", "Run check on staged files before every commit"), take);
}

function addHook(command: Command, take: Take): void {
  command
    .addArgument(
      new Argument("<action>", either(HOOK_ACTIONS)).choices(HOOK_ACTIONS)
        .argParser((value) => oneOf("<action>", HOOK_ACTIONS, value)),
    )
    .addOption(
      value("--command <line>", "The command that the hook runs (default: the one you used)"),
    )
    .action((action: HookAction, { command: line }) => {
      const options = { action, ...(line === undefined ? {} : { command: line }) };
      take({ kind: "verb", verb: "hook", options });
    });
}

function addExplain(program: Command, take: Take): void {
  program.command("explain")
    .description("Explain what a diagnostic means and what to do")
    .addHelpText("after", helpBelow("explain"))
    .argument("[code]", "The code (default: list all of them)")
    .action((code: string | undefined) =>
      take({ kind: "explain", ...(code === undefined ? {} : { code }) })
    );
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

/** Other tools' names for our commands. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  init: ["new", "setup", "create-config"],
  generate: ["g", "gen", "create", "make", "add", "revision", "makemigrations"],
  check: ["validate", "verify", "test", "ci"],
  diff: ["compare", "plan"],
  inspect: ["introspect", "pull", "dump", "show", "export"],
  apply: ["up", "migrate", "push", "deploy", "run", "upgrade"],
  status: ["info", "list", "history"],
};

/** The diagnostic for an unknown command. */
export function unknownCommand(program: Command, word: string): Diagnostic {
  const names = program.commands.map((command) => command.name());
  const message = `Cannot run "${program.name()} ${word}": there is no such command`;
  const meant = Object.keys(SYNONYMS).find((name) => SYNONYMS[name]?.includes(word));
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

/** The formats of each command, the default first. */
export const FORMATS: Readonly<Record<Verb, readonly Format[]>> = {
  init: ["text", "json"],
  generate: ["text", "json"],
  check: ["text", "json", ...FINDING_FORMATS],
  rebase: ["text", "json"],
  diff: ["text", "json", "sql", "mermaid"],
  inspect: ["text", "json", "sql", "mermaid", "entities"],
  squash: ["text", "json"],
  convert: ["text", "json"],
  apply: ["text", "json"],
  rehearse: ["text", "json"],
  status: ["text", "json"],
  doctor: ["text", "json"],
  "upgrade-test": ["text", "json"],
  bundle: ["text", "json"],
  hook: ["text", "json"],
};

/** The formats of an explanation. */
export const EXPLAIN_FORMATS: readonly Format[] = ["text", "json"];

/** The formats of all commands. */
export const ALL_FORMATS: readonly Format[] = [...new Set(Object.values(FORMATS).flat())];

/** The group of options that every command accepts. */
const COMMON = "Common options:";

function addCommonOptions(command: Command): void {
  const own = Object.entries(FORMATS).find(([verb]) => verb === command.name())?.[1];
  const formats = own ?? ALL_FORMATS;
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
    )
    .optionsGroup(COMMON)
    .addOption(value("--config <file>", "The configuration (default: the nearest penumbra.json)"));
  addFormat(command, formats)
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

/** Adds the options for answers to a command. */
function withAnswers(command: Command): Command {
  return command
    .optionsGroup("Answers to questions, repeatable:")
    .addOption(
      values(
        "--rename <old:new>",
        "A table's new name, or table.old:table.new",
        parseRename,
      ),
    )
    .option("--no-renames", "Treat unanswered renames as a drop and an add")
    .addOption(
      values(
        "--fill <table.column=sql>",
        "The value of existing rows in a new column, as SQL",
        parseFill,
      ),
    );
}

/** Adds the options for answers and permissions to a command. */
function withPermissions(command: Command): Command {
  return withAnswers(command)
    .addOption(
      values(
        "--allow <rule[:object]>",
        "Permit a loss: data-loss, or data-loss:users.bio for one object",
        parseAllowance,
      ),
    );
}

// deno-lint-ignore no-explicit-any -- The library's own type for values unknown to it.
function answersOf(given: Record<string, any>): AnswerOptions {
  const { rename: renames = [], renames: guess, fill: fills = [] } = given;
  return { renames, noRenames: guess === false, fills };
}

// deno-lint-ignore no-explicit-any -- As above.
function permissionsOf(given: Record<string, any>): WritingOptions {
  return { ...answersOf(given), allow: given["allow"] ?? [] };
}
