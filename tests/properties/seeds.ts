/**
 * Checks that a property holds for this many seeds. The seeds are the same in every run; a failure
 * names one. For another start or more seeds: `PENUMBRA_SEED=7 PENUMBRA_RUNS=1000 deno task test
 * tests/properties`.
 */
export async function holdsForSeeds(
  runs: number,
  check: (seed: number) => Promise<void> | void,
): Promise<void> {
  const first = Number(Deno.env.get("PENUMBRA_SEED") ?? 1);
  const count = Number(Deno.env.get("PENUMBRA_RUNS") ?? runs);
  for (let seed = first; seed < first + count; seed++) {
    try {
      await check(seed);
    } catch (error) {
      throw new Error(`With seed ${seed}: ${(error as Error).message}`, { cause: error });
    }
  }
}
