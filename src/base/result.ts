import type { Diagnostic } from "./diagnostic.ts";

/**
 * The kind of a failure, which determines the exit code: a finding (1), wrong use (2), work that
 * could not be finished (3), our own bug (70).
 */
export type FailureReason = "finding" | "misuse" | "unfinished" | "bug";

/** A failure, with all of its diagnostics. */
export interface Failure {
  readonly ok: false;
  readonly reason: FailureReason;
  readonly diagnostics: readonly Diagnostic[];
}

/** A value, with its warnings and notes. */
export interface Success<T> {
  readonly ok: true;
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** A value or a failure: what the user can cause is returned; only our own mistakes are thrown. */
export type Result<T> = Success<T> | Failure;

/** A success, with warnings and notes if there are any. */
export function succeed<T>(value: T, diagnostics: readonly Diagnostic[] = []): Success<T> {
  return { ok: true, value, diagnostics };
}

/** A failure with all diagnostics, in the order given. */
export function fail(reason: FailureReason, ...diagnostics: readonly Diagnostic[]): Failure {
  return { ok: false, reason, diagnostics };
}
