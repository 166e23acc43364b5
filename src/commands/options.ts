import type { Casing } from "../entities/casing.ts";
import type { Progress } from "../base/progress.ts";
import type { RebuildScope } from "../plan/request.ts";
import type { RunnerQuestion } from "../migrations/runners/runners_of.ts";
import type { Target } from "../base/target.ts";
import type { Declared } from "../sql/declared.ts";
import type { Outcome } from "./outcome.ts";
import type { AnswerOptions, WritingOptions } from "./answers/answer_options.ts";
import type { Ask } from "./answers/question.ts";

/** The formats in which services show findings. */
export const FINDING_FORMATS = ["github", "sarif", "markdown"] as const;

export type FindingFormat = typeof FINDING_FORMATS[number];

/** The format of the output. */
export type Format = "text" | "json" | "sql" | "mermaid" | "entities" | FindingFormat;

/** Whether the order of columns is ignored or part of the schema. */
export const COLUMN_ORDERS = ["any", "strict"] as const;

/** The name of a configuration, unless it is given on the command line. */
export const CONFIG_FILE = "penumbra.json";

/** The migrations folder, unless specified. */
export const DEFAULT_MIGRATIONS = "migrations";

/** The options of the project, for every command. */
export interface ProjectOptions {
  /** The migrations folder. */
  readonly migrations: string;
  /** Programs in that folder about which nothing has to be known, by path within it. */
  readonly opaque?: readonly string[];
  /** The values of placeholders in its files, by name. */
  readonly placeholders?: Readonly<Record<string, string>>;
  /** Reasons for skipping statements in its files, by `0012_fix.sql:3` or `0012_fix.sql`. */
  readonly skip?: Readonly<Record<string, string>>;
  /** The last migration that is not replayed, and the file with the schema after it. */
  readonly baseline?: BaselineOption;
  /** The layout of that folder; recognized from its files if absent. */
  readonly layout?: string;
  /** The runner of its migrations, by the name of a profile; what the layout leaves open if absent. */
  readonly runner?: string;
  /** Whether foreign keys are on while they run, if that is up to the application. */
  readonly foreignKeys?: RunnerQuestion["foreignKeys"];
  /** The sources of the desired schema; empty for the default search. */
  readonly schema: readonly string[];
  /** Auth token of a database server; never printed. */
  readonly authToken?: string;
  /** What will run the migrations; the usual one for their layout if absent. */
  readonly target?: Target;
  /** What the application registers for use in SQL. */
  readonly declared?: Declared;
  /** False to replay everything. */
  readonly cache: boolean;
  /**
   * Whether migrations are replayed with the whole schema present; if absent, only with a part when
   * that is faster.
   */
  readonly fullReplay?: boolean;
  readonly columnOrder: typeof COLUMN_ORDERS[number];
  /** Whether a rebuild includes the tables that reference the rebuilt one; it does if absent. */
  readonly rebuild?: RebuildScope;
  /** The casing of entity columns without an explicit name; as written if absent. */
  readonly casing?: Casing;
  readonly format: Format;
  readonly verbose: boolean;
  /** The absolute path to which relative ones refer. */
  readonly workingDirectory: string;
  /** The origin of these options, for another command line that repeats them. */
  readonly origin?: OptionsOrigin;
}

/** A starting point for running migrations: the schema after one of them, so that it and those before it are not run. */
export interface BaselineOption {
  /** The version, name or id of the last migration that is not run. */
  readonly upTo: string;
  /** The path of an SQL file with the schema after it. */
  readonly schema: string;
}

/** The options of a project that a command line can set, without secrets. */
export type GivenOptions = Partial<
  Pick<
    ProjectOptions,
    | "migrations"
    | "layout"
    | "schema"
    | "target"
    | "cache"
    | "fullReplay"
    | "columnOrder"
    | "rebuild"
    | "casing"
  >
>;

/** Where the options of a project were found. */
export interface OptionsOrigin {
  /** The absolute path of the configuration; absent if there is none. */
  readonly configFile?: string;
  readonly given: GivenOptions;
}

/** The side effects that a command may have besides returning its outcome. */
export interface CommandContext {
  /** Present only if somebody can answer in a terminal. */
  readonly ask?: Ask;
  readonly now: () => Date;
  /** Present only if somebody is looking at a terminal. */
  readonly progress?: Progress;
  /** Verbose output: called with how something was done. */
  readonly note: (text: string) => void;
}

/** Options of `init`. */
export interface InitOptions {
  /** Whether to accept the proposal without questions. */
  readonly yes: boolean;
  /** An existing database of the project. */
  readonly from?: string;
}

/** Options of `generate`. */
export interface GenerateOptions extends WritingOptions {
  /** The name of the migration; derived from its changes if absent. */
  readonly name?: string;
  readonly dryRun: boolean;
  readonly empty: boolean;
  readonly down: boolean;
}

/** Options of `check`. */
export interface CheckOptions extends AnswerOptions {
  readonly verifyCache: boolean;
  /** Whether to check the content of the next commit instead of the working tree. */
  readonly staged: boolean;
  /** Whether that is a merge, of which nothing is run; detected if possible. */
  readonly merge: boolean;
  /** Whether every migration is judged, not only those that the main branch does not have yet. */
  readonly all: boolean;
  /** The main branch; detected if absent. */
  readonly base?: string;
}

/** Options of `rebase`. */
export interface RebaseOptions extends WritingOptions {
  readonly dryRun: boolean;
  /** The main branch; detected if absent. */
  readonly base?: string;
}

/** Options of `diff`. */
export interface DiffOptions extends WritingOptions {
  /** The source before; without it, both sides are those of the project. */
  readonly from?: string;
  /** The source after; default: the schema of the project. */
  readonly to?: string;
  /** Whether a difference is a finding, like git's option of that name. */
  readonly exitCode: boolean;
}

/** Options of `inspect`. */
export interface InspectOptions {
  readonly source: string;
}

/** Options of `squash`. */
export interface SquashOptions {
  /** The version, name or id of the last migration to squash; the last of all if absent. */
  readonly to?: string;
  /** Whether to keep the rows that the migrations create. */
  readonly keepData: boolean;
  readonly dryRun: boolean;
}

/** Options of `convert`. */
export interface ConvertOptions {
  /** The folder to which the migrations are written. */
  readonly folder: string;
  /** The name of their new layout. */
  readonly to: string;
}

/** Options of every command for one real database. */
export interface DatabaseOptions {
  /** Its file, or the URL of its server. */
  readonly database: string;
}

/** Options of `rehearse`. */
export interface RehearseOptions extends DatabaseOptions {
  /** The id of the last migration to apply; default: all. */
  readonly to?: string;
  /** What to allow: `out-of-order`, `edited:0003_bio`. */
  readonly allow: readonly string[];
}

/** How many databases are migrated. */
export interface FleetOptions {
  /** How many at once. */
  readonly concurrency: number;
  /** How many first, alone. */
  readonly canary: number;
  /** Whether to continue with the others if one fails. */
  readonly keepGoing: boolean;
}

/** Options of `apply`. */
export interface ApplyOptions extends Partial<DatabaseOptions>, FleetOptions {
  /** A list of databases, instead of one. */
  readonly databases?: string;
  /** The id of the last migration to apply; default: all. */
  readonly to?: string;
  readonly dryRun: boolean;
  /** What to allow: `out-of-order`, `edited:0003_bio`. */
  readonly allow: readonly string[];
  /** The id of the last migration that the database already has. */
  readonly baselineId?: string;
  /** The name of the tool in whose history migrations are recorded. */
  readonly as?: string;
  /** Whether to first record in our history what another tool has applied. */
  readonly adopt: boolean;
  /** The folder of the backup, by default next to the database; false for no backup. */
  readonly backup?: string | false | undefined;
}

/** Options of `upgrade-test`. */
export interface UpgradeTestOptions {
  /** The tags or commits to start from; if empty, all tags, or every migration if there are none. */
  readonly from: readonly string[];
}

/** Options of `bundle`. */
export interface BundleOptions {
  /** The file to write, a module or JSON depending on its name; printed as JSON if absent. */
  readonly output?: string;
}

/** Options of `hook`. */
export interface HookOptions {
  readonly action: HookAction;
  /** The shell command that starts penumbra; if absent, the one that started this process. */
  readonly command?: string;
}

/** The actions for a hook. */
export const HOOK_ACTIONS = ["install", "uninstall"] as const;

export type HookAction = typeof HOOK_ACTIONS[number];

/** The options of each command besides those of the project. */
export interface VerbOptions {
  readonly init: InitOptions;
  readonly generate: GenerateOptions;
  readonly check: CheckOptions;
  readonly rebase: RebaseOptions;
  readonly diff: DiffOptions;
  readonly inspect: InspectOptions;
  readonly squash: SquashOptions;
  readonly convert: ConvertOptions;
  readonly apply: ApplyOptions;
  readonly rehearse: RehearseOptions;
  readonly status: DatabaseOptions;
  readonly doctor: DatabaseOptions;
  readonly "upgrade-test": UpgradeTestOptions;
  readonly bundle: BundleOptions;
  readonly hook: HookOptions;
}

/** The name of a command that works on a project. */
export type Verb = keyof VerbOptions;

/** A command: a function of its options and context that returns its outcome. */
export type Command<Name extends Verb> = (
  options: ProjectOptions & VerbOptions[Name],
  context: CommandContext,
) => Promise<Outcome>;
