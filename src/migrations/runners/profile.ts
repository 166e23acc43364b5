/**
 * How a program runs migration files on a database, as far as it affects the judgement of a file.
 * Data only; to add a runner, add an entry to `list.ts`.
 */
export interface RunnerProfile {
  /** Its name for `"runner"` in penumbra.json. */
  readonly name: string;
  /** Its name in findings: `wrangler runs it that way`. */
  readonly words: string;
  /** The versions in which these facts were verified. */
  readonly versions: string;
  /** The scope of a transaction: one file, all pending files, or none. */
  readonly transaction: "file" | "all" | "none";
  /** The directive in a file that turns its transaction off, if the runner has one. */
  readonly optOut?: RegExp;
  /** Whether foreign keys are enforced while a file runs, unless configured otherwise. */
  readonly foreignKeys: ForeignKeyState;
  /**
   * Who decides that: the runner; the default of the driver, which an application can change; or
   * the project, in its configuration.
   */
  readonly foreignKeysBy: "runner" | "driver" | "project";
  /** What happens after a statement that fails. */
  readonly atError: "stops" | "continues";
  /** How BEGIN and COMMIT in a file are treated: they run, are refused, or are removed first. */
  readonly control: "runs" | "refused" | "cut-out";
  /** What happens to a pending file that comes before applied ones: it runs unless this says otherwise. */
  readonly late?: LateFile;
  /** How a file is split into statements. */
  readonly splitter: Splitter;
  /** The CREATE of its history table. */
  readonly history?: string;
  /** The facts that are documented or assumed rather than verified in the source or by running it. */
  readonly unseen: readonly RunnerFact[];
}

/** Whether foreign keys are enforced while migrations run. */
export const FOREIGN_KEY_STATES = ["on", "off"] as const;

export type ForeignKeyState = typeof FOREIGN_KEY_STATES[number];

/** What happens to a file that comes too late. */
export interface LateFile {
  /** Whether it is skipped without a word, or nothing is run at all. */
  readonly fate: "skipped" | "refused";
  /** The file in a folder for which this holds; absent if it holds for all. */
  readonly ifThere?: string;
}

/** The facts of a profile that may need verification. */
export type RunnerFact =
  | "transaction"
  | "foreignKeys"
  | "atError"
  | "control"
  | "late"
  | "splitter"
  | "history";

/** How a file is split into statements. */
export type Splitter =
  /** By the engine, which gets the whole text. */
  | "engine"
  /** At the text `--> statement-breakpoint`. */
  | "breakpoints"
  /** At lines that end with a semicolon, except between StatementBegin and StatementEnd. */
  | "lines"
  /** By the runner's own scanner, which knows quotes, comments and BEGIN … END. */
  | "scanner";
