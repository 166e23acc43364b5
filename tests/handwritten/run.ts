import { count, type Counts } from "../simulation/counts.ts";
import { type Trial, tryMigration } from "./trial.ts";

/**
 * The first of the migrations with these seeds of which the judgement missed a loss, or found one that
 * never happened, as a report that reproduces it.
 */
export async function firstMisjudged(
  { firstSeed, continues }: {
    readonly firstSeed: number;
    /** Whether to try another one, after this many. */
    readonly continues: (tried: number) => boolean;
  },
  counts: Counts,
): Promise<string | undefined> {
  for (let tried = 0; continues(tried); tried++) {
    const trial = await tryMigration(firstSeed + tried);
    if (trial === undefined) {
      count(counts, "does not run");
      continue;
    }
    count(counts, `run as by ${trial.runner}`);
    count(counts, trial.recipe.name.split(" ")[0]!);
    if (trial.seen.length > 0) count(counts, "lost something");
    if (trial.stopped.length > 0) count(counts, "stopped by rows");
    for (const kind of new Set(trial.judged)) count(counts, `found ${kind}`);
    if (trial.faults.length > 0) return describe(trial);
  }
}

function describe({ seed, recipe, runner, faults, text }: Trial): string {
  return [`seed ${seed}, ${recipe.name}, as run by ${runner}`, ...faults, text].join("\n");
}
