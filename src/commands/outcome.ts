import type { Diagnostic } from "../base/diagnostic.ts";
import { match } from "../base/match.ts";
import type { Failure } from "../base/result.ts";

/**
 * How a process ends: 0 done or nothing to do, 1 findings, 2 wrong use, 3 could not finish, 70 a bug
 * of ours.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 70;

/** What a command came to, before anything of it is printed. */
export interface Outcome {
  readonly exitCode: ExitCode;
  readonly diagnostics: readonly Diagnostic[];
  /** What goes to stdout, unless JSON is asked for. */
  readonly data?: string;
  /** What is said about it on stderr, a line each; `--quiet` hides it. */
  readonly words?: readonly string[];
  /** What joins the one object of `--format json`, beside `ok` and `diagnostics`. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** The outcome of a command that could not give its answer, with what was `known` before it failed. */
export function outcomeOfFailure(failure: Failure, known: readonly Diagnostic[] = []): Outcome {
  const exitCode = match(failure.reason)
    .returnType<ExitCode>()
    .with("finding", () => 1)
    .with("misuse", () => 2)
    .with("unfinished", () => 3)
    .with("bug", () => 70)
    .exhaustive();
  return { exitCode, diagnostics: [...known, ...failure.diagnostics] };
}
