import type { BoardState } from "../../host/board.ts";

/** The limits of a run. */
export interface Limits {
  /** The time limit for all SQL of a run. */
  readonly runMs: number;
  /** How much the memory of the process may grow during one statement. */
  readonly memoryBytes: number;
  /** How large it may be in all, whatever runs. Default: without a limit. */
  readonly processBytes?: number;
}

/** The limit that was exceeded. */
export type Excess =
  | { readonly kind: "statement"; readonly limitMs: number }
  | { readonly kind: "run"; readonly limitMs: number }
  | { readonly kind: "memory"; readonly limitBytes: number }
  | { readonly kind: "process"; readonly limitBytes: number };

/** The time limit for one statement: 5 s for a run of a minute. */
export function statementLimitMs({ runMs }: Pick<Limits, "runMs">): number {
  return runMs / 12;
}

/**
 * The time after which a command that could leave something out should begin nothing more: what has
 * begun has as long as a statement.
 */
export function lastBeginningMs(limits: Pick<Limits, "runMs">): number {
  return limits.runMs - statementLimitMs(limits);
}

/** The state of a thread at a moment, and the memory of the process. */
export interface Look extends Pick<BoardState, "turn"> {
  readonly nowMs: number;
  readonly memoryBytes: number;
}

/**
 * Returns a function that judges successive observations and returns which limit is exceeded: the
 * time of one statement, that of all together, the memory of one, or that of the process. Only time
 * with work running counts. What was there before a statement is not its fault: an engine limits
 * each database, and the memory of closed ones is freed late.
 */
export function watchFor(limits: Limits, first: Look): (look: Look) => Excess | undefined {
  let seen = first;
  let began = first;
  let workedMs = 0;
  return (look) => {
    const isAtWork = look.turn % 2 === 1;
    const isNext = look.turn !== seen.turn;
    if (isAtWork || isNext) workedMs += look.nowMs - seen.nowMs;
    if (isNext) began = { ...look, memoryBytes: Math.min(look.memoryBytes, seen.memoryBytes) };
    seen = look;
    const { processBytes = Infinity } = limits;
    if (look.memoryBytes >= processBytes) {
      return { kind: "process", limitBytes: processBytes };
    }
    if (!isAtWork) return undefined;
    const limitMs = statementLimitMs(limits);
    if (look.nowMs - began.nowMs >= limitMs) return { kind: "statement", limitMs };
    if (workedMs >= limits.runMs) return { kind: "run", limitMs: limits.runMs };
    const limitBytes = limits.memoryBytes;
    return look.memoryBytes - began.memoryBytes >= limitBytes
      ? { kind: "memory", limitBytes }
      : undefined;
  };
}
