import { Argument, type Command } from "npm:commander@15.1.0";
import type { AnswerOptions, WritingOptions } from "../../commands/answers/answer_options.ts";
import { parseAllowance, parseFill, parseRename } from "../../commands/answers/parse.ts";
import { HOOK_ACTIONS, type HookAction } from "../../commands/options.ts";
import { either } from "../misuse.ts";
import { oneOf, value, values } from "./option_values.ts";
import type { AddVerb, TakeVerb } from "./verb_program.ts";

/** Adds the commands that work on the schema and the next migration. */
export function addSchemaVerbs(add: AddVerb, take: TakeVerb): void {
  add("init", "Set up a configuration, folders and a first schema")
    .option("--yes", "Accept all proposals without asking")
    .addOption(
      value("--from <database>", "Start from the schema of a database, which is only read"),
    )
    .action(({ yes = false, from }) => take("init", { yes, from }));

  withPermissions(
    add("generate", "Write the next migration: only the difference")
      .argument("[name]", "Its name (default: derived from its changes)")
      .option("--dry-run", "Print the migration, write nothing")
      .option("--empty", "Write an empty migration, to be filled in by hand")
      .option("--down", "Also write the down migration, if the layout has one"),
  )
    .action((name: string | undefined, given) => {
      const { dryRun = false, empty = false, down = false } = given;
      take("generate", { ...permissionsOf(given), name, dryRun, empty, down });
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
      take("check", { ...answersOf(given), verifyCache, staged, merge, all, base });
    });

  withPermissions(
    add("rebase", "Regenerate your migrations on top of those of main")
      .option("--dry-run", "Print the migrations, write nothing")
      .addOption(value("--base <ref>", "The main branch (default: found from git)")),
  )
    .action((given) => {
      const { dryRun = false, base } = given;
      take("rebase", { ...permissionsOf(given), dryRun, base });
    });

  withPermissions(add("diff", "Show the difference between two schemas"))
    .argument("[from]", "A source (default: the migrations)")
    .argument("[to]", "A source (default: the schema of the project)")
    .option("--exit-code", "Exit with code 1 if there is a difference, like git diff")
    .action((from: string | undefined, to: string | undefined, given) => {
      take("diff", { ...permissionsOf(given), from, to, exitCode: given.exitCode ?? false });
    });

  add("inspect", "Show the schema of one source")
    .argument("<source>", "The source")
    .action((source: string) => take("inspect", { source }));
}

/** Adds the commands that rewrite the whole history. */
export function addHistoryVerbs(add: AddVerb, take: TakeVerb): void {
  add("squash", "Combine several migrations into one")
    .addOption(value("--to <id>", "The last migration to include (default: the latest)"))
    .option("--keep-data", "Keep the rows that the migrations insert")
    .option("--dry-run", "Print the migration, write nothing")
    .action(({ to, keepData = false, dryRun = false }) => take("squash", { to, keepData, dryRun }));

  add("convert", "Convert the migrations to another layout")
    .argument("<dir>", "The folder to write into, new or empty")
    .addOption(value("--to <layout>", "The layout to convert to").makeOptionMandatory())
    .action((folder: string, { to }) => take("convert", { folder, to }));
}

/** Adds the commands for releases and for git. */
export function addReleaseVerbs(add: AddVerb, take: TakeVerb): void {
  add("upgrade-test", "Test the upgrade from every released version to this one")
    .addOption(
      values(
        "--from <tag>",
        "A version to start from, repeatable (default: every git tag, or every migration if there is none)",
      ),
    )
    .action(({ from = [] }) => take("upgrade-test", { from }));

  add("bundle", "Write the migrations as one module for applications")
    .addOption(value("-o, --output <file>", "A .ts, .js or .json file (default: print JSON)"))
    .action(({ output }) => take("bundle", { output }));

  add("hook", "Run check on staged files before every commit")
    .addArgument(
      new Argument("<action>", either(HOOK_ACTIONS)).choices(HOOK_ACTIONS)
        .argParser((value) => oneOf("<action>", HOOK_ACTIONS, value)),
    )
    .addOption(
      value("--command <line>", "The command that the hook runs (default: the one you used)"),
    )
    .action((action: HookAction, { command }) => take("hook", { action, command }));
}

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
