import type { Diagnostic } from "./diagnostic.ts";

/**
 * The kind of a failure, which determines the exit code: a finding (1), wrong use (2), work that
 * could not be finished (3), our own bug (70).
 */
export type FailureReason = "finding" | "misuse" | "unfinished" | "bug";

/** The result of something that could not be done. */
export interface Failure {
  /** Tells it from a `Success`. */
  readonly ok: false;
  /** The kind of failure. */
  readonly reason: FailureReason;
  /** Everything that is wrong, in the order of the files. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The result of something that was done. */
export interface Success<T> {
  /** Tells it from a `Failure`. */
  readonly ok: true;
  /** What was asked for. */
  readonly value: T;
  /** Warnings and notes; empty if there are none. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A value, or a failure with diagnostics: check `ok` before you use `value`. Only errors that are a bug in penumbra
 * are thrown.
 *
 * @example
 * ```ts
 * import { loadSchema, renderDiagnostics } from "penumbra";
 *
 * const schema = await loadSchema("empty");
 * if (!schema.ok) throw new Error(renderDiagnostics(schema.diagnostics));
 * console.log(schema.value.snapshot.tables.length);
 * ```
 */
export type Result<T> = Success<T> | Failure;

/** A success, with warnings and notes if there are any. */
export function succeed<T>(value: T, diagnostics: readonly Diagnostic[] = []): Success<T> {
  return { ok: true, value, diagnostics };
}

/**
 * A failure with all diagnostics, in the order given. Lists are not spread by callers, since a call
 * takes only so many arguments: about 100,000 in a thread of Deno.
 */
export function fail(
  reason: FailureReason,
  ...diagnostics: readonly (Diagnostic | readonly Diagnostic[])[]
): Failure {
  return { ok: false, reason, diagnostics: diagnostics.flat() };
}
