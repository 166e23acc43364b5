import fc from "npm:fast-check@4.10.2";

/**
 * Checks that a property holds for everything generated. The seed is the same in every run, so that
 * a failure is reproducible; it prints the seed and the smallest counterexample. For another seed
 * or more runs: `PENUMBRA_SEED=7 PENUMBRA_RUNS=100000 deno task test src/sql`.
 */
export function holds<T>(generated: fc.Arbitrary<T>, check: (value: T) => void): void {
  const seed = Number(Deno.env.get("PENUMBRA_SEED") ?? 20261122);
  const numRuns = Number(Deno.env.get("PENUMBRA_RUNS") ?? 300);
  fc.assert(fc.property(generated, check), { seed, numRuns });
}

/**
 * Like `holds`, for a slow check: with fewer runs unless more are requested, and then with progress
 * on stderr. `PENUMBRA_FROM=5000` skips the first 5,000 runs, so that several processes can share
 * the runs of one seed.
 */
export async function holdsInTime<T>(
  generated: fc.Arbitrary<T>,
  runs: number,
  check: (value: T) => Promise<void>,
): Promise<void> {
  const seed = Number(Deno.env.get("PENUMBRA_SEED") ?? 20261122);
  const numRuns = Number(Deno.env.get("PENUMBRA_RUNS") ?? runs);
  const from = Number(Deno.env.get("PENUMBRA_FROM") ?? 0);
  let run = 0;
  const checkOne = async (value: T) => {
    run++;
    if (run <= from) return;
    await check(value);
    if (numRuns > runs && run % 100 === 0) console.error(`${run} of ${numRuns} runs, seed ${seed}`);
  };
  await fc.assert(fc.asyncProperty(generated, checkOne), { seed, numRuns });
}
