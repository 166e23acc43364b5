/**
 * Runs random scripts on one engine and watches them: `run_fuzz.ts ENGINE SEED COUNT`. Prints JSON
 * lines.
 */
import type { EngineName } from "../../src/base/engine_name.ts";
import { newBoard, readBoard } from "../../src/host/board.ts";
import { statementLimitMs, watchFor } from "../../src/cli/watch/limits.ts";
import type { FuzzNote, FuzzWork } from "./fuzz_worker.ts";

/** A script that exceeded a limit. */
export interface GivenUp {
  readonly seed: number;
  readonly kind: string;
  /** The time between exceeding the limit and being stopped. */
  readonly lateMs: number;
}

const LIMITS = { runMs: 24_000, memoryBytes: 512 * 2 ** 20 };

const [engine, firstSeed, scripts] = Deno.args;
const board = newBoard();
const worker = new Worker(new URL("./fuzz_worker.ts", import.meta.url), { type: "module" });
let seed = Number(firstSeed);
worker.onmessage = ({ data }: MessageEvent<FuzzNote>) => {
  seed = data.seed;
  console.log(JSON.stringify(data));
  if (!("script" in data) && seed === Number(firstSeed) + Number(scripts) - 1) Deno.exit(0);
};
const look = () => ({
  turn: readBoard(board, { placed: false }).turn,
  nowMs: performance.now(),
  memoryBytes: Deno.memoryUsage().rss,
});
let judge = watchFor(LIMITS, look());
let since = look();
setInterval(() => {
  const now = look();
  if (now.turn !== since.turn) since = now;
  const excess = judge(now);
  if (excess === undefined) return;
  // The limit for a whole run does not apply to many scripts.
  if (excess.kind === "run") return void (judge = watchFor(LIMITS, now));
  const lateMs = excess.kind === "statement"
    ? now.nowMs - since.nowMs - statementLimitMs(LIMITS)
    : 0;
  console.log(JSON.stringify({ seed, kind: excess.kind, lateMs } satisfies GivenUp));
  Deno.exit(3);
}, 20);
const work: FuzzWork = {
  engine: engine as EngineName,
  firstSeed: Number(firstSeed),
  scripts: Number(scripts),
  board,
};
worker.postMessage(work);
