import assert from "node:assert/strict";

/** The ratio of the two sizes. */
const TIMES = 4;

/**
 * Asserts that work takes time in proportion to its input: it compares an input with one four times
 * as long, whatever the speed of the machine. Quadratic work takes sixteen times as long. The size
 * must be large enough to notice that.
 */
export async function assertLinear(
  size: number,
  work: (size: number) => unknown,
): Promise<void> {
  const failures: string[] = [];
  while (failures.length < MOST_ATTEMPTS) {
    const short = await quickest(() => work(size));
    const long = await quickest(() => work(TIMES * size));
    // Such a short time depends more on the machine than on the work.
    if (long < 2 * TIMES * short + 100) return;
    failures.push(
      `${TIMES} times the input takes ${(long / short).toFixed(1)} times as long: ` +
        `${short.toFixed(0)} ms, then ${long.toFixed(0)} ms`,
    );
  }
  assert.fail(failures.join("; "));
}

/** A busy machine may slow down the longer work alone, but hardly each time. */
const MOST_ATTEMPTS = 3;

/** The shortest of a few runs: other load only adds to a time. */
async function quickest(work: () => unknown): Promise<number> {
  const times: number[] = [];
  // One run is enough to measure a long time.
  while (times.length === 0 || (times.length < 3 && times[0]! < 500)) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}
