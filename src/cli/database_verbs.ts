import type { Command } from "npm:commander@15.1.0";
import { fail, type Result, succeed } from "../base/result.ts";
import { suggest } from "../base/suggest.ts";
import type { Verb } from "../commands/options.ts";
import { APPLY_RULES } from "../database/apply_rules.ts";
import { value, values } from "./option_values.ts";
import type { Request } from "./request.ts";

/** Adds the commands that work on real databases. */
export function addDatabaseVerbs(
  add: (name: Verb, summary: string) => Command,
  take: (request: Request) => void,
): void {
  withDatabase(add("apply", "Run pending migrations on a database"))
    .addOption(value("--to <id>", "The last migration to run (default: all)"))
    .option("--dry-run", "Print what would run, change nothing")
    .addOption(allowOption())
    .addOption(value("--baseline <id>", "The database has all up to this one: only put that down"))
    .addOption(value("--as <tool>", "Record it in another tool's history, as that tool does"))
    .option("--adopt", "Take over what another tool has applied, and go on without it")
    .addOption(value("--backup <dir>", "Where the backup goes (default: beside the database)"))
    .option("--no-backup", "Make no backup")
    .action(
      (
        {
          db: database,
          to,
          dryRun = false,
          allow = [],
          baseline: baselineId,
          as,
          adopt = false,
          backup,
        },
      ) => {
        const options = {
          database,
          dryRun,
          allow,
          adopt,
          // The library says true where nobody has said anything.
          backup: backup === true ? undefined : backup,
          ...(to === undefined ? {} : { to }),
          ...(as === undefined ? {} : { as }),
          ...(baselineId === undefined ? {} : { baselineId }),
        };
        take({ kind: "verb", verb: "apply", options });
      },
    );

  withDatabase(add("rehearse", "Run pending migrations on a copy, and say what happens"))
    .addOption(value("--to <id>", "The last migration to run (default: all)"))
    .addOption(allowOption())
    .action(({ db: database, to, allow = [] }) => {
      const options = { database, allow, ...(to === undefined ? {} : { to }) };
      take({ kind: "verb", verb: "rehearse", options });
    });

  withDatabase(add("status", "Say what a database has, what it lacks, and where it drifted"))
    .action(({ db: database }) => take({ kind: "verb", verb: "status", options: { database } }));

  withDatabase(add("doctor", "Say what a database is, and whether it is well"))
    .action(({ db: database }) => take({ kind: "verb", verb: "doctor", options: { database } }));
}

function allowOption() {
  return values(
    "--allow <rule[:id]>",
    `Permit ${APPLY_RULES.join(", ")}, for all migrations or one`,
    parseApplyAllowance,
  );
}

function withDatabase(command: Command): Command {
  const database = value("--db <database>", "A file, or a server: libsql://, https://, ws://");
  return command.addOption(database.makeOptionMandatory());
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
