import type { Diagnostic } from "../base/diagnostic.ts";
import { match } from "../base/match.ts";
import type { Failure } from "../base/result.ts";
import type { Line } from "../report/style.ts";

/**
 * The exit code of a process: 0 done or nothing to do, 1 findings, 2 wrong use, 3 could not finish,
 * 70 our bug.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 70;

/** The outcome of a command, before anything is printed. */
export interface Outcome {
  readonly exitCode: ExitCode;
  readonly diagnostics: readonly Diagnostic[];
  /** Data for stdout, unless JSON is requested: SQL, for example. */
  readonly data?: string;
  /** Lines for people instead, one per line. */
  readonly lines?: readonly Line[];
  /** Messages for stderr, one per line; `--quiet` hides them. */
  readonly words?: readonly string[];
  /** Additional fields of the object for `--format json`, besides `ok` and `diagnostics`. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** The outcome of a command that failed, with the diagnostics `known` before. */
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
