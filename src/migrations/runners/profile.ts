/**
 * How a program runs migration files on a database: what a judgement of a file depends on beside the
 * file itself. Data only; adding a runner is one more entry in `list.ts`.
 */
export interface RunnerProfile {
  /** What `"runner"` in penumbra.json calls it. */
  readonly name: string;
  /** How a finding names it: `wrangler runs it that way`. */
  readonly words: string;
  /** The versions in which these facts were established. */
  readonly versions: string;
  /** What one transaction holds: one file, all pending files, or nothing. */
  readonly transaction: "file" | "all" | "none";
  /** What a file says to be run without that transaction, where the runner has such a marker. */
  readonly optOut?: RegExp;
  /** Whether foreign keys are enforced while a file runs, as long as nobody sets it otherwise. */
  readonly foreignKeys: "on" | "off";
  /**
   * Who decides that: the runner; the default of the driver, which an application can change; or the
   * project, which says so.
   */
  readonly foreignKeysBy: "runner" | "driver" | "project";
  /** What follows a statement that fails. */
  readonly atError: "stops" | "goes-on";
  /** What becomes of BEGIN and COMMIT in a file: they run, are refused, or are cut out before. */
  readonly control: "runs" | "refused" | "cut-out";
  /** What cuts a file into statements. */
  readonly splitter: Splitter;
  /** The table in which it records what was applied, as it creates it. */
  readonly history?: string;
  /** The facts that are documented or assumed rather than seen in the source or by running it. */
  readonly unseen: readonly RunnerFact[];
}

/** The facts of a profile that can be right or wrong. */
export type RunnerFact =
  | "transaction"
  | "foreignKeys"
  | "atError"
  | "control"
  | "splitter"
  | "history";

/** How a file becomes statements. */
export type Splitter =
  /** The engine: the whole text is handed over. */
  | "engine"
  /** The text `--> statement-breakpoint`. */
  | "breakpoints"
  /** A line that ends with a semicolon, unless StatementBegin and StatementEnd stand around it. */
  | "lines"
  /** A scanner of the runner's own that knows quotes, comments and BEGIN … END. */
  | "scanner";
