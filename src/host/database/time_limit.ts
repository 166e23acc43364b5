import { openOwnWorker } from "../process/own_worker.ts";
import type { EngineName } from "../../base/engine_name.ts";
import type { Engine, EngineError } from "./engine.ts";

/** How a run ended; `index` is that of the statement it ended at. */
export type LimitedRun =
  | { readonly kind: "finished" }
  | { readonly kind: "refused"; readonly index: number; readonly error: EngineError }
  | { readonly kind: "timed-out"; readonly index: number };

/** What the worker is given: the statements, and where to note which of them it is at. */
export interface LimitedWork {
  readonly engine: EngineName;
  readonly statements: readonly string[];
  /** The index of the statement that runs, as one Int32; -1 before the first. */
  readonly current: SharedArrayBuffer;
}

/** What the worker answers, if it ever does. */
export type LimitedAnswer = Exclude<LimitedRun, { kind: "timed-out" }>;

/**
 * How the statements fare, run in order on an empty in-memory engine of their own until one is
 * refused or takes longer than `limitMs`. Opening the engine is not counted.
 *
 * After "timed-out" a thread of this process is left in native code that nothing can stop:
 * `terminate` returns and changes nothing, and interrupting the engine deadlocks (libsql 0.5.29).
 * The process no longer ends by itself, only by `Deno.exit`; so report, then exit.
 *
 * A bundler must build `time_limit_worker.ts` as an entry of its own and put it beside the bundle,
 * under the name that the URL below gives it; `bun build --compile` wants it among its entry points.
 */
export async function runWithinLimit(
  statements: readonly string[],
  { engine = "libsql", limitMs }: { readonly engine?: EngineName; readonly limitMs: number },
): Promise<LimitedRun> {
  const worker = openOwnWorker(new URL("./time_limit_worker.ts", import.meta.url));
  const current = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)).fill(-1);
  const { promise, resolve, reject } = Promise.withResolvers<LimitedRun>();
  worker.onmessage = (event: MessageEvent<LimitedAnswer>) => resolve(event.data);
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(`The worker of the time limit failed: ${event.message}`));
  };
  worker.postMessage({ engine, statements, current: current.buffer } satisfies LimitedWork);
  const look = watchOver(current, {
    limitMs,
    nowMs: () => performance.now(),
    tell: (index) => resolve({ kind: "timed-out", index }),
  });
  const watch = setInterval(look, WATCH_EVERY_MS);
  try {
    return await promise;
  } finally {
    clearInterval(watch);
    worker.terminate();
  }
}

/** How far beyond the limit a statement may get. */
const WATCH_EVERY_MS = 10;

/** How long a statement may take, how time passes, and who is told of one that takes longer. */
export interface Watch {
  readonly limitMs: number;
  nowMs(): number;
  tell(index: number): void;
}

/** What to do at every tick: it tells when the same statement has run for longer than the limit. */
export function watchOver(
  current: Int32Array<SharedArrayBuffer>,
  { limitMs, nowMs, tell }: Watch,
): () => void {
  let seen = { index: -1, sinceMs: 0 };
  return () => {
    const index = Atomics.load(current, 0);
    if (index !== seen.index) seen = { index, sinceMs: nowMs() };
    else if (index >= 0 && nowMs() - seen.sinceMs >= limitMs) tell(index);
  };
}

/** Far more than any history writes into an empty database, and little for a machine to spare. */
const MAX_DATABASE_BYTES = 256 * 1024 * 1024;

/**
 * Keeps an in-memory database below 256 MiB: beyond, the engine refuses with "database or disk is
 * full". The limit is counted in pages, so it must be set again after a PRAGMA page_size. It does
 * not count what a running query holds aside, the rows of a UNION or ORDER BY.
 * https://www.sqlite.org/pragma.html#pragma_max_page_count
 */
export function boundMemory(engine: Engine): void {
  const pageSize = Number(engine.query("PRAGMA page_size")[0]![0]);
  engine.run(`PRAGMA max_page_count = ${Math.floor(MAX_DATABASE_BYTES / pageSize)}`);
}
