import type { Diagnostic } from "./diagnostic.ts";

/**
 * Why something could not be given back, which decides how a process ends:
 * a finding (exit 1), wrong use (2), work that could not be finished (3), our own bug (70).
 */
export type FailureReason = "finding" | "misuse" | "unfinished" | "bug";

/** The answer that is not there, and everything there is to say about it. */
export interface Failure {
  readonly ok: false;
  readonly reason: FailureReason;
  readonly diagnostics: readonly Diagnostic[];
}

/** An answer that is there, with what is worth saying beside it (warnings and notes). */
export interface Success<T> {
  readonly ok: true;
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the user can cause comes back as a value; only our own mistakes are thrown. */
export type Result<T> = Success<T> | Failure;

/** A success, with warnings and notes if there are any. */
export function succeed<T>(value: T, diagnostics: readonly Diagnostic[] = []): Success<T> {
  return { ok: true, value, diagnostics };
}

/** A failure that says all that was found, in the order given. */
export function fail(reason: FailureReason, ...diagnostics: readonly Diagnostic[]): Failure {
  return { ok: false, reason, diagnostics };
}
