/**
 * `deno task simulate`: walks through random schemas with rows in two databases, one walk per seed.
 * Prints what it did; at a fault it prints everything needed to reproduce it, reduced if requested,
 * and exits 1.
 *
 * `--replays` replays random histories in windows and in full, and prints the first with different
 * results. `--judge` judges random migrations that people may write, and runs them on random rows;
 * prints the first of which the judgement missed a loss, or found one that did not happen. `--apply`
 * applies random histories in processes that are killed at random, run concurrently or run out of
 * space; then every database must be like that of an undisturbed run.
 */
import { PACKAGES } from "../tests/crashes/databases.ts";
import { tryCrashes } from "../tests/crashes/trial.ts";
import { addCounts, describeCounts, noCounts } from "../tests/simulation/counts.ts";
import { firstMisjudged } from "../tests/handwritten/run.ts";
import { firstReplayFault } from "../tests/simulation/replays.ts";
import { reducedFault } from "../tests/simulation/trial.ts";
import { describeFault, type Fault, walk } from "../tests/simulation/walk.ts";
import { flag, number, readOptions } from "./options.ts";
import { runSteps, type Step } from "./steps.ts";
import type { Tally } from "./tally.ts";

export interface SimulationOptions {
  readonly firstSeed: number;
  readonly steps: number;
  /** Whether to start another walk, after this many. */
  readonly continues: (walks: number) => boolean;
  readonly reduces: boolean;
}

/** The same few walks every time. */
const FIXED: SimulationOptions = {
  firstSeed: 20_261_122,
  steps: 10,
  continues: (walks) => walks < 12,
  reduces: false,
};

/** The simulation as a step: each migration that was applied counts as passed. */
export function simulationStep(options: SimulationOptions = FIXED): Step {
  return { name: "simulation", run: () => simulate(options) };
}

async function simulate(options: SimulationOptions): Promise<Tally> {
  const { firstSeed, steps, continues } = options;
  const counts = noCounts();
  let fault: Fault | undefined;
  let walks = 0;
  for (; fault === undefined && continues(walks); walks++) {
    const done = await walk({ seed: firstSeed + walks, steps });
    addCounts(counts, done.counts);
    fault = done.fault;
  }
  console.log(`seeds ${firstSeed} to ${firstSeed + walks - 1}, ${steps} steps each`);
  console.log(describeCounts(counts));
  if (fault !== undefined) await show(fault, options);
  return {
    passed: counts.get("applied") ?? 0,
    failed: fault === undefined ? 0 : 1,
    skipped: 0,
  };
}

async function show(fault: Fault, { reduces }: SimulationOptions): Promise<void> {
  console.log(`\n${describeFault(fault)}`);
  if (!reduces) return;
  const reduced = await reducedFault(fault);
  console.log(
    reduced === undefined ? "It does not show in fresh databases" : `Reduced:\n${reduced}`,
  );
}

/** Crashes as a step: each database with the right result counts as passed. */
function crashStep(firstSeed: number, wanted: number): Step {
  return {
    name: "crashes",
    run: async () => {
      const seen = { crashes: 0, concurrent: 0, full: 0 };
      let databases = 0;
      for (let seed = firstSeed; seen.crashes < wanted; seed++, databases++) {
        const name = PACKAGES[seed % PACKAGES.length]!;
        try {
          const trial = await tryCrashes(seed, { name, crashes: 30 });
          seen.crashes += trial.crashes;
          seen.concurrent += trial.concurrent;
          seen.full += trial.full;
        } catch (error) {
          console.log(error instanceof Error ? error.message : error);
          return { passed: databases, failed: 1, skipped: 0 };
        }
      }
      console.log(`${databases} databases from seed ${firstSeed} with ${PACKAGES.join(", ")}`);
      console.log(
        `${seen.crashes} processes killed, ${seen.concurrent} at once with others, ` +
          `${seen.full} on a full disk: nothing is lost or done twice`,
      );
      return { passed: databases, failed: 0, skipped: 0 };
    },
  };
}

/** The replays as a step: each history with equal results counts as passed. */
function replaysStep(firstSeed: number, replays: number): Step {
  return {
    name: "replays",
    run: async () => {
      const counts = noCounts();
      const fault = await firstReplayFault({ firstSeed, replays }, counts);
      console.log(`seeds ${firstSeed} to ${firstSeed + replays - 1}`);
      console.log(describeCounts(counts));
      if (fault !== undefined) console.log(`\n${fault}`);
      const passed = (counts.get("equal") ?? 0) + (counts.get("equal, broken") ?? 0);
      return { passed, failed: fault === undefined ? 0 : 1, skipped: 0 };
    },
  };
}

/** The judgement as a step: each migration that was judged right counts as passed. */
function judgeStep(firstSeed: number, continues: (tried: number) => boolean): Step {
  return {
    name: "judgement",
    run: async () => {
      const counts = noCounts();
      const fault = await firstMisjudged({ firstSeed, continues }, counts);
      console.log(`from seed ${firstSeed}`);
      console.log(describeCounts(counts));
      if (fault !== undefined) console.log(`\n${fault}`);
      const passed = [...counts].reduce(
        (sum, [what, times]) => what.startsWith("run as") ? sum + times : sum,
        0,
      );
      return { passed, failed: fault === undefined ? 0 : 1, skipped: 0 };
    },
  };
}

/** The step that the command line selects. */
function asked(): Step {
  const { judge, apply, replays, reduce, steps, seconds, crashes, seed } = readOptions("simulate", {
    judge: flag("Judge random handwritten migrations instead, and run them on rows"),
    apply: flag("Kill processes instead that apply random histories"),
    replays: number("Replay this many random histories instead, in windows and in full", undefined),
    reduce: flag("Reduce the fault that is found"),
    steps: number("How many changes a walk makes", 30),
    seconds: number("When to stop starting walks, or judging", 60),
    crashes: number("How many processes --apply kills", 100),
    seed: number("The first seed; a random one if it is not given", undefined),
  });
  const firstSeed = seed ?? 1 + Math.floor(Math.random() * 1_000_000);
  if (replays !== undefined) return replaysStep(firstSeed, replays);
  const start = performance.now();
  const hasTime = () => performance.now() - start < seconds * 1000;
  if (judge) return judgeStep(firstSeed, hasTime);
  if (apply) return crashStep(firstSeed, crashes);
  return simulationStep({
    firstSeed,
    steps,
    continues: (walks) => walks === 0 || hasTime(),
    reduces: reduce,
  });
}

if (import.meta.main) Deno.exit(await runSteps([asked()]));
