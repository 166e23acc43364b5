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

/** How an answer is written. */
export type Format = "text" | "json" | "sql" | "mermaid" | "html" | "entities" | FindingFormat;

/** What the order of columns may be: nothing that counts, or part of the schema. */
export const COLUMN_ORDERS = ["any", "strict"] as const;

/** The folder of migrations where nothing says another. */
export const DEFAULT_MIGRATIONS = "migrations";

/** What every command is told about the project. */
export interface ProjectOptions {
  /** The folder of migrations. */
  readonly migrations: string;
  /** The programs in that folder that nothing has to be known about, by their paths in it. */
  readonly opaque?: readonly string[];
  /** What stands for placeholders in its files, by name. */
  readonly placeholders?: Readonly<Record<string, string>>;
  /** Why statements of those files are passed over, by `0012_fix.sql:3` or `0012_fix.sql`. */
  readonly skip?: Readonly<Record<string, string>>;
  /** The last migration that is not replayed, and the file of the schema after it. */
  readonly baseline?: BaselineOption;
  /** The layout of that folder; recognised from what is in it when absent. */
  readonly layout?: string;
  /** What runs its migrations, by the name of a profile; what the layout leaves open when absent. */
  readonly runner?: string;
  /** Whether foreign keys are on while they run, where that is for the application to say. */
  readonly foreignKeys?: RunnerQuestion["foreignKeys"];
  /** Where the desired schema comes from; empty for the default search. */
  readonly schema: readonly string[];
  /** What lets us into the database of a server; never shown. */
  readonly authToken?: string;
  /** What will run the migrations; what their layout is mostly run by when absent. */
  readonly target?: Target;
  /** What the application registers, for SQL to name. */
  readonly declared?: Declared;
  /** False when everything is to be replayed. */
  readonly cache: boolean;
  /** Whether migrations are replayed with all of the schema there; where it pays, only in part when absent. */
  readonly fullReplay?: boolean;
  readonly columnOrder: typeof COLUMN_ORDERS[number];
  /** Whether a rebuild takes along the tables that reference the rebuilt one; it does when absent. */
  readonly rebuild?: RebuildScope;
  /** How columns of entities are called that have no name of their own; as written when absent. */
  readonly casing?: Casing;
  readonly format: Format;
  readonly verbose: boolean;
  /** The absolute path that relative ones start from. */
  readonly workingDirectory: string;
  /** Where all this was said, for another command line that is to say the same. */
  readonly origin?: OptionsOrigin;
}

/** Where the history begins that is replayed. */
export interface BaselineOption {
  /** The version or the whole name of the last migration that is not replayed. */
  readonly upTo: string;
  /** The path of the DDL that makes the schema after it. */
  readonly schema: string;
}

/** Where the options of a project were found. */
export interface OptionsOrigin {
  /** The absolute path of the configuration; absent where there is none. */
  readonly configFile?: string;
  /** What the command line itself said, except what is secret. */
  readonly given: Partial<
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
}

/** What a command may do besides giving back its outcome. */
export interface CommandContext {
  /** Present only where somebody sits in front of a terminal. */
  readonly ask?: Ask;
  readonly now: () => Date;
  /** Present only where somebody looks at a terminal. */
  readonly progress?: Progress;
  /** Says how something was done; shown under `--verbose`. */
  readonly note: (text: string) => void;
}

/** What `init` takes. */
export interface InitOptions {
  /** Whether what is proposed is taken without a question. */
  readonly yes: boolean;
  /** The database that the project has already. */
  readonly from?: string;
}

/** What `generate` takes. */
export interface GenerateOptions extends WritingOptions {
  /** What the migration is called; made from its changes when absent. */
  readonly name?: string;
  readonly dryRun: boolean;
  readonly empty: boolean;
  readonly down: boolean;
}

/** What `check` takes. */
export interface CheckOptions extends AnswerOptions {
  readonly verifyCache: boolean;
  /** Whether to judge what the next commit contains, not the working tree. */
  readonly staged: boolean;
  /** Whether that is a merge, of which nothing is run; found out by itself where it can be. */
  readonly merge: boolean;
  /** Whether every migration is judged, not only what the main branch does not have yet. */
  readonly all: boolean;
  /** What counts as the main branch; found out when absent. */
  readonly base?: string;
}

/** What `rebase` takes. */
export interface RebaseOptions extends WritingOptions {
  readonly dryRun: boolean;
  /** What counts as the main branch; found out when absent. */
  readonly base?: string;
}

/** What `diff` takes. */
export interface DiffOptions extends WritingOptions {
  /** The source before; without it both sides are those of the project. */
  readonly from?: string;
  /** The source after; the schema of the project without it. */
  readonly to?: string;
  /** Whether a difference is a finding, as with git's option of that name. */
  readonly exitCode: boolean;
}

/** What `inspect` takes. */
export interface InspectOptions {
  readonly source: string;
}

/** What `squash` takes. */
export interface SquashOptions {
  /** The version, the name or both of the last migration that is squashed; the last of all when absent. */
  readonly to?: string;
  /** Whether the rows are kept that the migrations leave. */
  readonly keepData: boolean;
  readonly dryRun: boolean;
}

/** What `convert` takes. */
export interface ConvertOptions {
  /** The folder that the migrations are written into. */
  readonly folder: string;
  /** The name of the layout that they get. */
  readonly to: string;
}

/** What every command takes that works on one real database. */
export interface DatabaseOptions {
  /** Its file, or the address of its server. */
  readonly database: string;
}

/** What `rehearse` takes. */
export interface RehearseOptions extends DatabaseOptions {
  /** The id of the last migration to apply; all without it. */
  readonly to?: string;
  /** What is permitted: `out-of-order`, `edited:0003_bio`. */
  readonly allow: readonly string[];
}

/** How many databases are worked on. */
export interface FleetOptions {
  /** How many at once. */
  readonly concurrency: number;
  /** How many come first, alone. */
  readonly canary: number;
  /** Whether the others are still done where one fails. */
  readonly keepGoing: boolean;
}

/** What `apply` takes. */
export interface ApplyOptions extends Partial<DatabaseOptions>, FleetOptions {
  /** A list of databases, instead of one. */
  readonly databases?: string;
  /** The id of the last migration to apply; all without it. */
  readonly to?: string;
  readonly dryRun: boolean;
  /** What is permitted: `out-of-order`, `edited:0003_bio`. */
  readonly allow: readonly string[];
  /** The id of the last migration that the database has already. */
  readonly baselineId?: string;
  /** The name of the tool in whose history it is put down. */
  readonly as?: string;
  /** Whether what another tool has applied is put down in our history first. */
  readonly adopt: boolean;
  /** The folder that the backup goes to, beside the database when absent; false for no backup. */
  readonly backup: string | false | undefined;
}

/** What `upgrade-test` takes. */
export interface UpgradeTestOptions {
  /** The tags or commits to begin with; all tags when empty, every migration where there are none. */
  readonly from: readonly string[];
}

/** What `bundle` takes. */
export interface BundleOptions {
  /** The file to write, a module or JSON as it is called; printed as JSON when absent. */
  readonly output?: string;
}

/** What `hook` takes. */
export interface HookOptions {
  readonly action: HookAction;
  /** What starts penumbra, for a shell; how this process was started when absent. */
  readonly command?: string;
}

/** What can be done with a hook. */
export const HOOK_ACTIONS = ["install", "uninstall"] as const;

export type HookAction = typeof HOOK_ACTIONS[number];

/** What each command takes beside the options of the project. */
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

/** A command: all it may know comes in, all it says comes back. */
export type Command<Name extends Verb> = (
  options: ProjectOptions & VerbOptions[Name],
  context: CommandContext,
) => Promise<Outcome>;

/** All commands that work on a project. */
export type Commands = { readonly [Name in Verb]: Command<Name> };
