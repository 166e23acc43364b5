import fc from "npm:fast-check@4.10.2";

/**
 * Checks that something holds for whatever is generated. The seed is the same on every run, so that
 * a red run is red for everybody; a failure prints it, with the smallest counterexample. Another
 * seed or more runs: `PENUMBRA_SEED=7 PENUMBRA_RUNS=100000 deno task test src/sql`.
 */
export function holds<T>(generated: fc.Arbitrary<T>, check: (value: T) => void): void {
  const seed = Number(Deno.env.get("PENUMBRA_SEED") ?? 20261122);
  const numRuns = Number(Deno.env.get("PENUMBRA_RUNS") ?? 300);
  fc.assert(fc.property(generated, check), { seed, numRuns });
}

/** The same for a check that takes its time, over fewer runs unless more are asked for. */
export async function holdsInTime<T>(
  generated: fc.Arbitrary<T>,
  runs: number,
  check: (value: T) => Promise<void>,
): Promise<void> {
  const seed = Number(Deno.env.get("PENUMBRA_SEED") ?? 20261122);
  const numRuns = Number(Deno.env.get("PENUMBRA_RUNS") ?? runs);
  await fc.assert(fc.asyncProperty(generated, check), { seed, numRuns });
}
