import { either } from "../../base/word_lists.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { APPLY_RULES, parseApplyAllowance } from "../../database/apply/apply_rules.ts";
import { ANSWERS, WRITING_ANSWERS } from "../answers/answer_options.ts";
import { type SettingTable, SWITCH } from "../setting.ts";
import { LAYOUT } from "./project_settings.ts";

/** What a command is for, and what it takes besides the settings of the project. */
export interface VerbSettings {
  readonly summary: string;
  readonly options: SettingTable;
  readonly answers?: SettingTable;
  /** Pairs of options of which only one can be given. */
  readonly alternatives?: readonly Alternatives[];
}

/** Two options that exclude each other. */
export interface Alternatives {
  readonly of: readonly [string, string];
  /** Whether one of them has to be given. */
  readonly isRequired?: true;
  readonly hint: string;
}

const DATABASE = {
  takes: { kind: "database" },
  flags: "--db <database>",
  help: "A file, or a server: libsql://, https://, ws://",
} as const;

const ONE_DATABASE = { database: { ...DATABASE, isRequired: true } } as const;

const UP_TO = {
  takes: { kind: "text" },
  flags: "--to <id>",
  help: "The last migration to run (default: all)",
} as const;

const ALLOW = {
  takes: { kind: "texts", read: parseApplyAllowance },
  default: [],
  flags: "--allow <rule[:id]>",
  help: `Permit ${APPLY_RULES.join(", ")}, for all migrations or one`,
} as const;

const MAIN_BRANCH = {
  takes: { kind: "text" },
  flags: "--base <ref>",
  help: "The main branch (default: found from git)",
} as const;

const COUNT = { kind: "formed", known: [], read: parseCount } as const;

/** The actions for a hook. */
const HOOK_ACTIONS = ["install", "uninstall"] as const;

/** The commands that work on a project, in the order of the help. */
export const VERB_SETTINGS = {
  init: {
    summary: "Set up a configuration, folders and a first schema",
    options: {
      yes: { ...SWITCH, flags: "--yes", help: "Accept all proposals without asking" },
      from: {
        takes: { kind: "source" },
        flags: "--from <database>",
        help: "Start from the schema of a database, which is only read",
      },
    },
  },
  generate: {
    summary: "Write the next migration: only the difference",
    options: {
      name: {
        takes: { kind: "text" },
        flags: "[name]",
        help: "Its name (default: derived from its changes)",
      },
      dryRun: { ...SWITCH, flags: "--dry-run", help: "Print the migration, write nothing" },
      empty: {
        ...SWITCH,
        flags: "--empty",
        help: "Write an empty migration, to be filled in by hand",
      },
      down: {
        ...SWITCH,
        flags: "--down",
        help: "Also write the down migration, if the layout has one",
      },
    },
    answers: WRITING_ANSWERS,
  },
  check: {
    summary: "Report missing or unsafe migrations, for hooks and CI",
    options: {
      verify: {
        ...SWITCH,
        flags: "--verify",
        help: "Replay everything in both ways, as --no-cache and as --full-replay, and compare",
      },
      staged: {
        ...SWITCH,
        flags: "--staged",
        help: "Check what is staged, if that includes a migration, the schema or the configuration",
      },
      // Detected if possible.
      merge: {
        ...SWITCH,
        flags: "--merge",
        help: "With --staged: check a merge, without running its programs",
      },
      all: {
        ...SWITCH,
        flags: "--all",
        help: "Judge every migration, not only those missing from the main branch",
      },
      base: MAIN_BRANCH,
    },
    answers: ANSWERS,
  },
  lint: {
    summary: "Report everything that could be better about the migrations",
    options: {
      new: {
        ...SWITCH,
        flags: "--new",
        help: "Only about migrations that the main branch does not have",
      },
      base: MAIN_BRANCH,
    },
  },
  rebase: {
    summary: "Regenerate your migrations on top of those of main",
    options: {
      dryRun: { ...SWITCH, flags: "--dry-run", help: "Print the migrations, write nothing" },
      base: MAIN_BRANCH,
    },
    answers: WRITING_ANSWERS,
  },
  diff: {
    summary: "Show the difference between two schemas",
    options: {
      from: {
        takes: { kind: "source" },
        flags: "[from]",
        help: "A source (default: the migrations)",
      },
      to: {
        takes: { kind: "source" },
        flags: "[to]",
        help: "A source (default: the schema of the project)",
      },
      exitCode: {
        ...SWITCH,
        flags: "--exit-code",
        help: "Exit with code 1 if there is a difference, like git diff",
      },
    },
    answers: WRITING_ANSWERS,
  },
  inspect: {
    summary: "Show the schema of one source",
    options: { source: { takes: { kind: "source" }, flags: "<source>", help: "The source" } },
  },
  squash: {
    summary: "Combine several migrations into one",
    options: {
      to: {
        takes: { kind: "text" },
        flags: "--to <id>",
        help: "The last migration to include (default: the latest)",
      },
      keepData: {
        ...SWITCH,
        flags: "--keep-data",
        help: "Keep the rows that the migrations insert",
      },
      dryRun: { ...SWITCH, flags: "--dry-run", help: "Print the migration, write nothing" },
    },
  },
  convert: {
    summary: "Convert the migrations to another layout",
    options: {
      folder: {
        takes: { kind: "path", to: "folder" },
        flags: "<dir>",
        help: "The folder to write into, new or empty",
      },
      to: {
        takes: LAYOUT,
        isRequired: true,
        flags: "--to <layout>",
        help: "The layout to convert to",
      },
    },
  },
  apply: {
    summary: "Run pending migrations on a database, or on many",
    options: {
      database: DATABASE,
      databases: {
        takes: { kind: "text" },
        flags: "--dbs <list>",
        help: "A file that lists databases, - for stdin, or a pattern like 'a/*.db'",
      },
      to: UP_TO,
      dryRun: { ...SWITCH, flags: "--dry-run", help: "Print what would run, change nothing" },
      allow: ALLOW,
      baselineId: {
        takes: { kind: "text" },
        flags: "--baseline <id>",
        help: "Record this migration and all before it as applied; run nothing",
      },
      as: {
        takes: { kind: "name", names: toolNames },
        flags: "--as <tool>",
        help: "Record migrations in another tool's history, the way it does",
      },
      adopt: {
        ...SWITCH,
        flags: "--adopt",
        help: "Take over another tool's history, and continue without it",
      },
      backup: {
        takes: { kind: "path", to: "folder" },
        flags: "--backup <dir>",
        help: "The folder for the backup (default: that of the database)",
        off: { flags: "--no-backup", help: "Make no backup" },
      },
      concurrency: {
        takes: COUNT,
        default: 4,
        flags: "--concurrency <n>",
        help: "With --dbs: how many at once (default: 4)",
      },
      canary: {
        takes: COUNT,
        default: 0,
        flags: "--canary <n>",
        help: "With --dbs: migrate this many first, the others if they succeed",
      },
      keepGoing: {
        ...SWITCH,
        flags: "--keep-going",
        help: "With --dbs: continue with the others if one fails",
      },
    },
    alternatives: [
      {
        of: ["database", "databases"],
        isRequired: true,
        hint: "Name one database with --db, or a list of them with --dbs",
      },
      {
        of: ["as", "adopt"],
        hint: "Continue the history of the tool with --as, or that of penumbra with --adopt",
      },
      {
        of: ["to", "baselineId"],
        hint: "Run the migrations up to one with --to, or only record them with --baseline",
      },
    ],
  },
  rehearse: {
    summary: "Run pending migrations on a copy, and report what they do",
    options: { ...ONE_DATABASE, to: UP_TO, allow: ALLOW },
  },
  status: {
    summary: "Show applied and pending migrations of a database, and its drift",
    options: ONE_DATABASE,
  },
  doctor: {
    summary: "Show a database's version and settings, and check its integrity",
    options: ONE_DATABASE,
  },
  "upgrade-test": {
    summary: "Test the upgrade from every released version to this one",
    options: {
      from: {
        takes: { kind: "texts" },
        default: [],
        flags: "--from <tag>",
        help:
          "A version to start from, repeatable (default: every git tag, or every migration if there is none)",
      },
    },
  },
  bundle: {
    summary: "Write the migrations as one module for applications",
    options: {
      output: {
        takes: { kind: "path", to: "file" },
        flags: "-o, --output <file>",
        help: "A .ts, .js or .json file (default: print JSON)",
      },
    },
  },
  hook: {
    summary: "Run check on staged files before every commit",
    options: {
      action: {
        takes: { kind: "one-of", values: HOOK_ACTIONS },
        flags: "<action>",
        help: either(HOOK_ACTIONS),
      },
      command: {
        takes: { kind: "text" },
        flags: "--command <line>",
        help: "The command that the hook runs (default: the one you used)",
      },
    },
  },
} as const satisfies Readonly<Record<string, VerbSettings>>;

function parseCount(text: string, flags: string): Result<number> {
  return /^[1-9]\d*$/.test(text) ? succeed(Number(text)) : fail("misuse", {
    code: "cli/bad-number",
    severity: "error",
    message: `Cannot read ${flags}: "${text}" is not a whole number above 0`,
    hint: "Write a number such as 4",
  });
}

async function toolNames(): Promise<readonly string[]> {
  const { HISTORY_TOOLS } = await import("../../database/tools/list.ts");
  return [...new Set(HISTORY_TOOLS.filter(({ record }) => record).map(({ name }) => name))];
}
