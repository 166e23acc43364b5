import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Progress } from "../../base/progress.ts";
import type { Declared } from "../../sql/declared.ts";
import type { AnswerOptions } from "../answers/answer_options.ts";
import type { Ask } from "../answers/question.ts";
import type { Outcome } from "../outcome.ts";
import type { SettingTable, ValuesOf } from "../setting.ts";
import type { GivenOptions, SettingValues } from "./project_settings.ts";
import type { VERB_SETTINGS } from "./verb_settings.ts";

/** The formats in which services show findings. */
export const FINDING_FORMATS = ["github", "sarif", "markdown"] as const;

export type FindingFormat = typeof FINDING_FORMATS[number];

/** The format of the output. */
export type Format = "text" | "json" | "sql" | "mermaid" | "html" | "entities" | FindingFormat;

/** The name of a configuration, unless it is given on the command line. */
export const CONFIG_FILE = "penumbra.json";

/** The options of the project, for every command: its settings, and the circumstances of this run. */
export interface ProjectOptions extends Omit<SettingValues, keyof Declared | "renames"> {
  /** What the application registers for use in SQL. */
  readonly declared?: Declared;
  /** Auth token of a database server; never printed. */
  readonly authToken?: string;
  readonly format: Format;
  readonly verbose: boolean;
  /** The absolute path to which relative ones refer. */
  readonly workingDirectory: string;
  /** The origin of these options, for another command line that repeats them. */
  readonly origin?: OptionsOrigin;
}

/** Where the options of a project were found. */
export interface OptionsOrigin {
  /** The absolute path of the configuration; absent if there is none. */
  readonly configFile?: string;
  /** Those of the command line, without secrets. */
  readonly given: GivenOptions;
  /** The answers on the command line, if the command takes any. */
  readonly answers?: AnswerOptions;
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
  /** Receives what has been found so far, which is reported if the command is stopped at a limit. */
  readonly soFar?: (found: readonly Diagnostic[]) => void;
  /** Present if the command is stopped at its end. */
  readonly timeLimit?: TimeLimit;
}

/** The time that a command may take. */
export interface TimeLimit {
  readonly seconds: number;
  /** Whether only what has begun can still be finished. */
  readonly isNear: () => boolean;
}

/** The name of a command that works on a project. */
export type Verb = keyof typeof VERB_SETTINGS;

/** The options of each command besides those of the project. */
export type VerbOptions = { readonly [Name in Verb]: OptionsOf<typeof VERB_SETTINGS[Name]> };

type OptionsOf<Declaration extends { readonly options: SettingTable }> =
  & ValuesOf<Declaration["options"]>
  & (Declaration extends { readonly answers: infer Answers extends SettingTable }
    ? ValuesOf<Answers>
    : unknown);

export type InitOptions = VerbOptions["init"];
export type GenerateOptions = VerbOptions["generate"];
export type CheckOptions = VerbOptions["check"];
export type LintOptions = VerbOptions["lint"];
export type RebaseOptions = VerbOptions["rebase"];
export type DiffOptions = VerbOptions["diff"];
export type InspectOptions = VerbOptions["inspect"];
export type SquashOptions = VerbOptions["squash"];
export type ConvertOptions = VerbOptions["convert"];
export type ApplyOptions = VerbOptions["apply"];
export type RehearseOptions = VerbOptions["rehearse"];
export type DatabaseOptions = VerbOptions["status" | "doctor"];
export type UpgradeTestOptions = VerbOptions["upgrade-test"];
export type BundleOptions = VerbOptions["bundle"];
export type HookOptions = VerbOptions["hook"];

/** A command: a function of its options and context that returns its outcome. */
export type Command<Name extends Verb> = (
  options: ProjectOptions & VerbOptions[Name],
  context: CommandContext,
) => Promise<Outcome>;
