import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Question } from "../../commands/answers/question.ts";
import type { ProjectOptions } from "../../commands/settings/options.ts";
import type { Outcome } from "../../commands/outcome.ts";
import type { VerbCall } from "../verbs.ts";
import type { Board } from "../../host/board.ts";
import type { Excess, Limits } from "./limits.ts";

/** A command for a worker to run. */
export interface Work {
  readonly call: VerbCall;
  readonly project: ProjectOptions;
  /** Whether somebody can answer questions, and see progress. */
  readonly asks: boolean;
  readonly shows: boolean;
  /** The main script of the process. */
  readonly mainScript: string;
  /** The board on which the worker publishes its state. */
  readonly board: Board;
  readonly limits: Limits;
}

/** The answer to a question; null if it was interrupted. */
export interface Answer {
  readonly answer: string | undefined | null;
}

/** A signal that is about to end the process. */
export interface SignalReceived {
  readonly signal: string;
}

/** A message from a worker while a command runs, or its result. */
export type Message =
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "progress"; readonly words: string }
  | { readonly kind: "question"; readonly question: Question }
  | { readonly kind: "so-far"; readonly found: readonly Diagnostic[] }
  /** The actions before a signal ends the process are done. */
  | { readonly kind: "ready-to-end" }
  | Ending;

/** The result of a command that was run in a worker. */
export type Ending =
  | { readonly kind: "done"; readonly outcome: Outcome }
  | { readonly kind: "part-missing"; readonly diagnostic: Diagnostic }
  | { readonly kind: "interrupted" }
  | { readonly kind: "thrown"; readonly error: Error }
  /** An engine was refused more memory. */
  | Extract<Excess, { kind: "process" }>;
