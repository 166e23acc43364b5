import { Argument, Command, Help, Option } from "npm:commander@15.1.0";
import { parseAllowance, parseFill, parseRename } from "../commands/answers.ts";
import {
  type AnswerOptions,
  type Format,
  HOOK_ACTIONS,
  type HookAction,
  type Verb,
} from "../commands/options.ts";
import type { Result } from "../base/result.ts";
import { TARGETS } from "../plan/targets.ts";
import { either, Misuse, misuse } from "./misuse.ts";
import type { Request } from "./request.ts";
import { VERSION_LINE } from "../base/version.ts";

/** The shells that completions are written for. */
const SHELLS = ["bash", "zsh", "fish", "pwsh"];

/**
 * Every command and option there is, for the parser, the help and the completions. `take` is called
 * with what a command line asks for. A wrong value throws `Misuse`, anything else that is wrong the
 * library's own error.
 */
export function createProgram(take: Take): Command {
  const program = emptyProgram();
  addVerbs(program, take);
  addCompletions(program, take);
  addCommonOptions(program);
  // The program itself takes them wherever they stand; a command has them for its help.
  for (const command of program.commands) addCommonOptions(command);
  return program;
}

type Take = (request: Request) => void;

function emptyProgram(): Command {
  return new Command("penumbra")
    .description(
      "Schema migrations for SQLite and libSQL: only the difference, proven before it is written.",
    )
    .usage("<command> [options]")
    .addHelpOption(new Option("-h, --help", "Show what a command takes").helpGroup(COMMON))
    .optionsGroup(COMMON)
    .version(VERSION_LINE, "--version", "Show the version")
    .helpCommand("help [command]", "Show what a command takes")
    .configureHelp({
      optionDescription: (option) => option.description,
      subcommandTerm,
      formatHelp,
    })
    .addHelpText("after", "\nRun penumbra <command> --help for what a command takes.");
}

function addVerbs(program: Command, take: Take): void {
  const add = (name: Verb, summary: string) => program.command(name).description(summary);

  add("init", "Set up a configuration, folders and a first schema")
    .action(() => take({ kind: "verb", verb: "init", options: {} }));

  withAnswers(add("generate", "Write the next migration: only the difference"))
    .argument("[name]", "What it is called (default: made from its changes)")
    .option("--dry-run", "Print the migration, write nothing")
    .option("--empty", "Write a migration without statements, to be filled in by hand")
    .option("--down", "Write the way back too, where the layout has a place for it")
    .action((name: string | undefined, given) => {
      const { dryRun = false, empty = false, down = false } = given;
      const options = { ...answersOf(given), dryRun, empty, down };
      const named = name === undefined ? {} : { name };
      take({ kind: "verb", verb: "generate", options: { ...options, ...named } });
    });

  withAnswers(add("check", "Say what is missing or unsafe, for hooks and CI"))
    .option("--verify-cache", "Replay everything and compare it with the cache")
    .option("--staged", "Judge what the next commit holds, if it touches any of this")
    .action((given) => {
      const { verifyCache = false, staged = false } = given;
      take({ kind: "verb", verb: "check", options: { ...answersOf(given), verifyCache, staged } });
    });

  withAnswers(add("diff", "Show the difference between two schemas"))
    .argument("[from]", "A source (default: the migrations)")
    .argument("[to]", "A source (default: the schema of the project)")
    .addHelpText("after", SOURCES)
    .action((from: string | undefined, to: string | undefined, given) => {
      const sources = {
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      };
      take({ kind: "verb", verb: "diff", options: { ...answersOf(given), ...sources } });
    });

  add("inspect", "Show the schema of one source")
    .argument("<source>", "The source")
    .addHelpText("after", SOURCES)
    .action((source: string) => take({ kind: "verb", verb: "inspect", options: { source } }));

  addHook(add("hook", "Have git run check on what is staged, before every commit"), take);
}

function addHook(command: Command, take: Take): void {
  command
    .addArgument(
      new Argument("<action>", either(HOOK_ACTIONS)).choices(HOOK_ACTIONS)
        .argParser((value) => oneOf("<action>", HOOK_ACTIONS, value)),
    )
    .addOption(
      value("--command <line>", "What starts penumbra (default: what started it this time)"),
    )
    .addHelpText("after", HOOK)
    .action((action: HookAction, { command: line }) => {
      const options = { action, ...(line === undefined ? {} : { command: line }) };
      take({ kind: "verb", verb: "hook", options });
    });
}

const HOOK = `
The hook runs penumbra check --staged, but only when a migration, the schema or
the configuration is staged. A hook that is there already runs first, as it did,
and uninstall puts it back. Where lefthook, husky or pre-commit looks after the
hooks, install prints the lines for it instead.`;

function addCompletions(program: Command, take: Take): void {
  program.command("completions")
    .description("Print what makes a shell complete our commands")
    .addArgument(
      new Argument("<shell>", either(SHELLS)).choices(SHELLS)
        .argParser((value) => oneOf("<shell>", SHELLS, value)),
    )
    .action((shell: string) => take({ kind: "completions", shell }));
}

/** How each command can answer, its usual way first. */
export const FORMATS: Readonly<Record<Verb, readonly Format[]>> = {
  init: ["text", "json"],
  generate: ["text", "json"],
  check: ["text", "json"],
  diff: ["text", "json", "sql", "mermaid"],
  inspect: ["text", "json", "sql", "mermaid"],
  hook: ["text", "json"],
};

/** The values of an option that takes one of a few, checked against them. */
export function oneOf<Value extends string>(
  what: string,
  values: readonly Value[],
  value: string,
): Value {
  const found = values.find((known) => known === value);
  if (found !== undefined) return found;
  const message = `Cannot use "${value}" for ${what}: it takes ${either(values)}`;
  throw new Misuse(misuse("unknown-value", { message, word: value, known: values }));
}

const SOURCES = `
Sources:
  schema.sql, schema/        DDL in a file, or in every .sql file of a folder
  migrations:DIR[@ID]        the state after all migrations, or up to ID
  app.db, file:app.db        a database, which is only read
  libsql://, https://, ws:// a database that a server answers for
  command:PROGRAM            the DDL that a program prints
  empty                      nothing`;

/** The group of what every command takes. */
const COMMON = "Options of every command:";

function addCommonOptions(command: Command): void {
  const formats = [...new Set(Object.values(FORMATS).flat())];
  command
    .optionsGroup("Options of the project:")
    .addOption(value("--migrations <dir>", "The folder of migrations (default: migrations)"))
    .addOption(value("--layout <name>", "Its layout (default: recognised)"))
    .addOption(
      values(
        "--schema <source>",
        "The schema to reach, repeatable (default: schema.sql, else schema/)",
      ),
    )
    .addOption(
      choice("--target <engine>", `What will run the migrations: ${either(TARGETS)}`, TARGETS),
    )
    .option("--no-cache", "Replay every migration; the answer is the same")
    .addOption(
      value("--auth-token <token>", "For a server's database (default: PENUMBRA_AUTH_TOKEN)"),
    )
    .optionsGroup(COMMON)
    .addOption(value("--config <file>", "The configuration (default: the nearest penumbra.json)"))
    .addOption(choice("--format <format>", `How to answer: ${either(formats)}`, formats))
    .addOption(choice("--color <when>", "When to use colours: auto, always or never", COLORS))
    .option("--quiet", "Say only what is wrong")
    .option("--verbose", "Say how it was done, too");
}

const COLORS = ["auto", "always", "never"];

/** The same command, with the answers it may need. */
function withAnswers(command: Command): Command {
  return command
    .addOption(
      values("--rename <old:new>", "A table, or table.old:table.new for a column", parseRename),
    )
    .option("--no-renames", "Whatever no --rename names is a drop and an add")
    .addOption(
      values("--fill <table.column=sql>", "What existing rows get in a new column", parseFill),
    )
    .addOption(values("--allow <rule[:object]>", "Permit what a rule forbids", parseAllowance));
}

// deno-lint-ignore no-explicit-any -- The library's own type for values that it cannot know.
function answersOf(given: Record<string, any>): AnswerOptions {
  const { rename: renames = [], renames: guess, fill: fills = [], allow = [] } = given;
  return { renames, noRenames: guess === false, fills, allow };
}

/** An option with one value. */
function value(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => present(flags, text));
}

/** An option that may be given several times, each value in a form of its own. */
function values(
  flags: string,
  description: string,
  read?: (text: string) => Result<unknown>,
): Option {
  return new Option(flags, description).argParser((text, before: string[] = []) => {
    const result = read?.(present(flags, text));
    if (result?.ok === false) throw new Misuse(result.diagnostics[0]!);
    return [...before, present(flags, text)];
  });
}

/** An option with one of a few values; the library keeps them for the completions. */
function choice(flags: string, description: string, known: readonly string[]): Option {
  return new Option(flags, description).choices(known)
    .argParser((text) => oneOf(flags.split(" ")[0]!, known, text));
}

/** The value, unless it is an option that has slipped into its place, or nothing at all. */
function present(flags: string, text: string): string {
  if (text.trim() !== "" && !text.startsWith("--")) return text;
  const found = text.startsWith("--") ? `there is the option ${text}` : "there is an empty text";
  const message = `Cannot read ${flags}: where its value belongs, ${found}`;
  throw new Misuse(misuse("missing-value", { message, hint: `Write ${flags}` }));
}

/** A command in the list of them: its name and arguments. */
function subcommandTerm(command: Command): string {
  const names = command.registeredArguments.map((it) =>
    it.required ? `<${it.name()}>` : `[${it.name()}]`
  );
  return [command.name(), ...names].join(" ");
}

/** The library's own help, with the commands before the options. */
function formatHelp(command: Command, helper: Help): string {
  const sections = Help.prototype.formatHelp.call(helper, command, helper).split(/\n\n(?=\S)/);
  const commands = sections.filter((section) => section.startsWith("Commands:"));
  const others = sections.filter((section) => !commands.includes(section));
  return [...others.slice(0, 2), ...commands, ...others.slice(2)].map((it) => it.trimEnd()).join(
    "\n\n",
  ) + "\n";
}
