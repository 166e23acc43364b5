import type { Outcome } from "../commands/outcome.ts";
import { PartMissing } from "../host/process/part_missing.ts";
import { Interrupted } from "./interrupted.ts";

/** A command that may be run again, and what holds the cache against the files. */
export interface CachedWork {
  run(): Promise<Outcome>;
  /** Replays everything, and makes the cache anew where it says something else. */
  verifyCache(): Promise<Outcome>;
}

/**
 * What a command comes to, run again where it ended in a bug and the cache turns out to be none of
 * ours: one that somebody made up, with a digest to prove it, can lead anywhere.
 */
export async function withSoundCache({ run, verifyCache }: CachedWork): Promise<Outcome> {
  const isForged = async () =>
    (await verifyCache()).diagnostics.some(({ code }) => code === "cache/differs");
  try {
    const outcome = await run();
    if (outcome.exitCode !== 70 || !await isForged()) return outcome;
  } catch (error) {
    const isAnswer = error instanceof Interrupted || error instanceof PartMissing;
    if (isAnswer || !await isForged().catch(() => false)) throw error;
  }
  return await run();
}
