import assert from "node:assert/strict";

/** How many times the longer input is as long. */
const TIMES = 4;

/**
 * Holds that work takes no more than its share on an input four times as long: it compares the two,
 * and says nothing of how fast a machine is. Work with the square of the input takes sixteen times.
 * The size must be one at which such work would be felt.
 */
export async function assertLinear(
  size: number,
  work: (size: number) => unknown,
): Promise<void> {
  const short = await quickest(() => work(size));
  const long = await quickest(() => work(TIMES * size));
  const factor = long / short;
  assert.ok(
    // What is over so soon says more of the machine than of the work.
    long < 2 * TIMES * short + 100,
    `${TIMES} times the input takes ${factor.toFixed(1)} times as long: ` +
      `${short.toFixed(0)} ms, then ${long.toFixed(0)} ms`,
  );
}

/** The quickest of a few runs: what else the machine does only adds to a time. */
async function quickest(work: () => unknown): Promise<number> {
  const times: number[] = [];
  // What takes long is measured well by one run.
  while (times.length === 0 || (times.length < 3 && times[0]! < 500)) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}
