import assert from "node:assert/strict";
import { type Limits, type Look, watchFor } from "./limits.ts";

const LIMITS = { runMs: 1_200, memoryBytes: 1_000 };

/** The limits exceeded at each observation, given as a turn, a time and memory. */
function excesses(...looks: readonly SeenState[]) {
  return excessesOf(LIMITS, ...looks);
}

type SeenState = readonly [turn: number, nowMs: number, memory?: number];

function excessesOf(limits: Limits, ...looks: readonly SeenState[]) {
  const [first, ...others] = looks.map(([turn, nowMs, memoryBytes = 0]): Look => ({
    turn,
    nowMs,
    memoryBytes,
  }));
  return others.map(watchFor(limits, first!));
}

Deno.test("watchFor() gives a statement a twelfth of the time of a run", () => {
  assert.deepEqual(excesses([0, 0], [1, 50], [1, 149], [3, 150], [3, 249], [3, 250]), [
    undefined,
    undefined,
    undefined,
    undefined,
    { kind: "statement", limitMs: 100 },
  ]);
});

Deno.test("watchFor() adds up the time of all statements, without pauses between them", () => {
  const busy = Array.from(
    { length: 24 },
    (_, index) => [2 * index + 1, 10_000 + index * 60] as const,
  );
  const told = excesses([0, 0], [0, 9_980], ...busy);
  assert.deepEqual(told.findIndex((it) => it !== undefined), 21);
  const idle = Array.from({ length: 24 }, (_, index) => [0, 10_000 + index * 60] as const);
  assert.deepEqual(excesses([0, 0], ...idle).filter((it) => it !== undefined), []);
});

Deno.test("watchFor() reports memory growth during a statement, while it runs", () => {
  assert.deepEqual(excesses([0, 0, 500], [0, 10, 9_000], [1, 20, 9_999], [1, 30, 10_000]), [
    undefined,
    undefined,
    { kind: "memory", limitBytes: 1_000 },
  ]);
  const many = Array.from(
    { length: 9 },
    (_, index) => [2 * index + 1, index, index * 900] as const,
  );
  assert.deepEqual(excesses([0, 0], ...many).filter((it) => it !== undefined), []);
});

Deno.test("watchFor() reports too much memory of the process, whatever runs", () => {
  const limits = { ...LIMITS, processBytes: 3_000 };
  assert.deepEqual(
    excessesOf(limits, [0, 0, 500], [0, 10, 2_999], [0, 20, 3_000], [2, 30, 2_999]),
    [undefined, { kind: "process", limitBytes: 3_000 }, undefined],
  );
});

Deno.test("watchFor() counts the memory that a statement has taken before it was first seen", () => {
  assert.deepEqual(excesses([0, 0, 500], [1, 20, 1_500]), [{ kind: "memory", limitBytes: 1_000 }]);
});
