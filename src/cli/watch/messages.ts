import type { Diagnostic } from "../../base/diagnostic.ts";
import type { Question } from "../../commands/answers/question.ts";
import type { ProjectOptions } from "../../commands/options.ts";
import type { Outcome } from "../../commands/outcome.ts";
import type { VerbCall } from "../start.ts";
import type { Board } from "../../host/board.ts";

/** A command that a worker is to run. */
export interface Work {
  readonly call: VerbCall;
  readonly project: ProjectOptions;
  /** Whether somebody is there to answer, and to look on. */
  readonly asks: boolean;
  readonly shows: boolean;
  /** The script that started the process. */
  readonly mainScript: string;
  /** Where the worker says what it is doing. */
  readonly board: Board;
}

/** The answer to a question; null where somebody broke off instead. */
export interface Answer {
  readonly answer: string | undefined | null;
}

/** A signal that is about to end the process. */
export interface SignalHeard {
  readonly signal: string;
}

/** What a worker says while a command runs, and how that ends. */
export type Message =
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "progress"; readonly words: string }
  | { readonly kind: "question"; readonly question: Question }
  /** What was to be done before a signal ends the process is done. */
  | { readonly kind: "ready-to-end" }
  | Ending;

/** How a command ends that was run in a worker. */
export type Ending =
  | { readonly kind: "done"; readonly outcome: Outcome }
  | { readonly kind: "part-missing"; readonly diagnostic: Diagnostic }
  | { readonly kind: "broken-off" }
  | { readonly kind: "thrown"; readonly error: Error };
