import type { BoardState } from "../../host/board.ts";

/** How far a run may go. */
export interface Limits {
  /** How long all SQL of a run may take together. */
  readonly runMs: number;
  /** How much more memory than at the start the process may take. */
  readonly memoryBytes: number;
}

/** How long the SQL of a run may take where nobody says otherwise. */
export const RUN_LIMIT_S = 60;

/** What goes too far. */
export type Excess =
  | { readonly kind: "statement"; readonly limitMs: number }
  | { readonly kind: "run"; readonly limitMs: number }
  | { readonly kind: "memory"; readonly limitBytes: number };

/** How long one statement may take: 5 s of a minute. */
export function statementLimitMs({ runMs }: Pick<Limits, "runMs">): number {
  return runMs / 12;
}

/** What a thread does at a moment, and what the process takes. */
export interface Look extends Pick<BoardState, "turn"> {
  readonly nowMs: number;
  readonly memoryBytes: number;
}

/**
 * What judges look after look, and tells what goes too far: the same statement for too long, all of them
 * together, or the memory. Only while something goes on is anything counted.
 */
export function watchFor(limits: Limits, first: Look): (look: Look) => Excess | undefined {
  let seen = first;
  let sinceMs = first.nowMs;
  let workedMs = 0;
  return (look) => {
    const isAtWork = look.turn % 2 === 1;
    if (look.turn !== seen.turn) sinceMs = look.nowMs;
    if (isAtWork || look.turn !== seen.turn) workedMs += look.nowMs - seen.nowMs;
    seen = look;
    if (!isAtWork) return undefined;
    const limitMs = statementLimitMs(limits);
    if (look.nowMs - sinceMs >= limitMs) return { kind: "statement", limitMs };
    if (workedMs >= limits.runMs) return { kind: "run", limitMs: limits.runMs };
    const limitBytes = limits.memoryBytes;
    return look.memoryBytes - first.memoryBytes >= limitBytes
      ? { kind: "memory", limitBytes }
      : undefined;
  };
}
