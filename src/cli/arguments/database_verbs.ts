import type { Command } from "npm:commander@15.1.0";
import { fail, type Result, succeed } from "../../base/result.ts";
import { suggest } from "../../base/suggest.ts";
import type { ApplyOptions } from "../../commands/options.ts";
import { APPLY_RULES } from "../../database/apply_request.ts";
import { Misuse, misuse } from "../misuse.ts";
import { formed, value, values } from "./option_values.ts";
import { presentFields } from "../present_fields.ts";
import type { AddVerb, TakeVerb } from "./verb_program.ts";

/** Adds the commands that work on real databases. */
export function addDatabaseVerbs(add: AddVerb, take: TakeVerb): void {
  add("apply", "Run pending migrations on a database, or on many")
    .addOption(databaseOption())
    .addOption(
      value("--dbs <list>", "A file that lists databases, - for stdin, or a pattern like 'a/*.db'"),
    )
    .addOption(value("--to <id>", "The last migration to run (default: all)"))
    .option("--dry-run", "Print what would run, change nothing")
    .addOption(allowOption())
    .addOption(
      value("--baseline <id>", "Record this migration and all before it as applied; run nothing"),
    )
    .addOption(value("--as <tool>", "Record migrations in another tool's history, the way it does"))
    .option("--adopt", "Take over another tool's history, and continue without it")
    .addOption(value("--backup <dir>", "The folder for the backup (default: that of the database)"))
    .option("--no-backup", "Make no backup")
    .addOption(count("--concurrency <n>", "With --dbs: how many at once (default: 4)"))
    .addOption(
      count("--canary <n>", "With --dbs: migrate this many first, the others if they succeed"),
    )
    .option("--keep-going", "With --dbs: continue with the others if one fails")
    .action((given) => take("apply", applyOptions(given)));

  withDatabase(add("rehearse", "Run pending migrations on a copy, and report what they do"))
    .addOption(value("--to <id>", "The last migration to run (default: all)"))
    .addOption(allowOption())
    .action(({ db: database, to, allow = [] }) => take("rehearse", { database, to, allow }));

  withDatabase(add("status", "Show applied and pending migrations of a database, and its drift"))
    .action(({ db: database }) => take("status", { database }));

  withDatabase(add("doctor", "Show a database's version and settings, and check its integrity"))
    .action(({ db: database }) => take("doctor", { database }));
}

// deno-lint-ignore no-explicit-any -- The library's own type for values unknown to it.
function applyOptions(given: Record<string, any>): ApplyOptions {
  const { db: database, dbs: databases, to, as, baseline: baselineId, backup } = given;
  if ((database === undefined) === (databases === undefined)) {
    throw new Misuse(misuse("missing-option", {
      message: database === undefined
        ? 'Cannot run "penumbra apply": --db <database> is missing'
        : 'Cannot run "penumbra apply": --db and --dbs exclude each other',
      hint: "Name one database with --db, or a list of them with --dbs",
    }));
  }
  return {
    dryRun: given["dryRun"] ?? false,
    allow: given["allow"] ?? [],
    adopt: given["adopt"] ?? false,
    concurrency: Number(given["concurrency"] ?? 4),
    canary: Number(given["canary"] ?? 0),
    keepGoing: given["keepGoing"] ?? false,
    // The library sets it to true if it was not given.
    backup: backup === true ? undefined : backup,
    ...presentFields({ database, databases, to, as, baselineId }),
  };
}

/** An option with a positive integer. */
function count(flags: string, description: string) {
  return formed(flags, description, { known: [], read: (text) => parseCount(flags, text) });
}

function parseCount(flags: string, text: string): Result<number> {
  return /^[1-9]\d*$/.test(text) ? succeed(Number(text)) : fail("misuse", {
    code: "cli/bad-number",
    severity: "error",
    message: `Cannot read ${flags}: "${text}" is not a whole number above 0`,
    hint: "Write a number such as 4",
  });
}

function databaseOption() {
  return value("--db <database>", "A file, or a server: libsql://, https://, ws://");
}

function allowOption() {
  return values(
    "--allow <rule[:id]>",
    `Permit ${APPLY_RULES.join(", ")}, for all migrations or one`,
    parseApplyAllowance,
  );
}

function withDatabase(command: Command): Command {
  return command.addOption(databaseOption().makeOptionMandatory());
}

function parseApplyAllowance(text: string): Result<string> {
  const rule = text.replace(/:.*$/s, "");
  if (APPLY_RULES.some((it) => it === rule) && text !== `${rule}:`) return succeed(text);
  const meant = suggest(rule, APPLY_RULES);
  return fail("misuse", {
    code: "cli/unknown-rule",
    severity: "error",
    message: `Cannot allow "${text}": there is no such rule for databases`,
    hint: meant === undefined || meant === rule
      ? `Allow ${APPLY_RULES.join(", ")}, with a colon and an id for one migration`
      : `Did you mean "${meant}"?`,
  });
}
