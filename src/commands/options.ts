import type { Target } from "../plan/targets.ts";
import type { Outcome } from "./outcome.ts";
import type { Ask } from "./question.ts";

/** How an answer is written. */
export type Format = "text" | "json" | "sql" | "mermaid" | "html";

/** What every command is told about the project. */
export interface ProjectOptions {
  /** The folder of migrations. */
  readonly migrations: string;
  /** The layout of that folder; recognised from what is in it when absent. */
  readonly layout?: string;
  /** Where the desired schema comes from; empty for the default search. */
  readonly schema: readonly string[];
  readonly target: Target;
  /** False when everything is to be replayed. */
  readonly cache: boolean;
  readonly columnOrder: "any" | "strict";
  readonly format: Format;
  readonly verbose: boolean;
  /** The absolute path that relative ones start from. */
  readonly workingDirectory: string;
}

/** What a command may do besides giving back its outcome. */
export interface CommandContext {
  /** Present only where somebody sits in front of a terminal. */
  readonly ask?: Ask;
  readonly now: () => Date;
  /** Says what is going on right now; the next word replaces it. */
  readonly progress: (text: string) => void;
  /** Says how something was done; shown under `--verbose`. */
  readonly note: (text: string) => void;
}

/** The answers to open questions that were given beforehand, as they were written. */
export interface AnswerOptions {
  /** `before:after` or `table.before:table.after`, see `parseRename`. */
  readonly renames: readonly string[];
  /** Whatever no rename names is a drop and an add. */
  readonly noRenames: boolean;
  /** `table.column=SQL`, see `parseFill`. */
  readonly fills: readonly string[];
  /** `RULE[:object]`, see `parseAllowance`. */
  readonly allow: readonly string[];
}

/** What `generate` takes. */
export interface GenerateOptions extends AnswerOptions {
  /** What the migration is called; made from its changes when absent. */
  readonly name?: string;
  readonly dryRun: boolean;
  readonly empty: boolean;
  readonly down: boolean;
}

/** What `check` takes. */
export interface CheckOptions extends AnswerOptions {
  readonly verifyCache: boolean;
}

/** What `diff` takes. */
export interface DiffOptions extends AnswerOptions {
  readonly from?: string;
  readonly to?: string;
}

/** What `inspect` takes. */
export interface InspectOptions {
  readonly source: string;
}

/** What each command takes beside the options of the project. */
export interface VerbOptions {
  readonly init: Readonly<Record<never, never>>;
  readonly generate: GenerateOptions;
  readonly check: CheckOptions;
  readonly diff: DiffOptions;
  readonly inspect: InspectOptions;
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
