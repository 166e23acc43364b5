import assert from "node:assert/strict";
import { randomFrom } from "../bench/random.ts";
import { bundleOf } from "../runner/scenario.ts";
import { contentsOf, type PackageName } from "./databases.ts";
import { randomHistory } from "./history.ts";

/** The counts of a trial. */
export interface Trial {
  /** Processes that were killed while applying. */
  readonly crashes: number;
  /** Processes that ran at the same time as another. */
  readonly concurrent: number;
  /** Processes for which the disk was full. */
  readonly full: number;
}

const CHILD = new URL("child.ts", import.meta.url).pathname;
const CONFIG = new URL("../../deno.json", import.meta.url).pathname;

/**
 * Applies a random history to a database in processes that are killed at random, until one
 * completes. Throws if anything is missing or doubled compared with an undisturbed run.
 */
export async function tryCrashes(
  seed: number,
  { name, crashes: wanted }: { readonly name: PackageName; readonly crashes: number },
): Promise<Trial> {
  const random = randomFrom(seed);
  const folder = await Deno.makeTempDir();
  const bundlePath = `${folder}/bundle.json`;
  const bundle = await bundleOf(randomHistory(seed, 4 + random.below(6)));
  await Deno.writeTextFile(bundlePath, JSON.stringify(bundle));
  const seen = { crashes: 0, concurrent: 0, full: 0 };
  const path = `${folder}/tried.db`;
  const start = (trouble?: string) => startChild([name, path, bundlePath], trouble);
  const finish = async (child: Deno.ChildProcess) => {
    const { code, signal } = await child.status;
    if (signal === "SIGKILL") seen.crashes++;
    if (code === 28) seen.full++;
    return code === 0;
  };
  try {
    let isDone = false;
    while (!isDone && seen.crashes < wanted) {
      const kind = random.below(8);
      if (kind < 4) {
        // After a short time, so that there are many; each run continues where the previous one was
        // killed.
        isDone = await finish(start(String(random.below(9))));
      } else if (kind < 6) {
        const child = start();
        await ready(child);
        const timer = setTimeout(() => kill(child), random.below(30));
        isDone = await finish(child);
        clearTimeout(timer);
      } else if (kind === 6) {
        const children = [start(), start(String(random.below(9))), start()];
        seen.concurrent += children.length;
        isDone = (await Promise.all(children.map(finish))).includes(true);
      } else isDone = await finish(start(`full:${random.below(30)}`));
    }
    assert(await finish(start()), `seed ${seed}, ${name}: the last run does not come to the end`);
    const clean = `${folder}/clean.db`;
    assert.equal((await startChild([name, clean, bundlePath]).status).code, 0);
    assert.equal(contentsOf(path), contentsOf(clean), `seed ${seed}, ${name}`);
    return seen;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function startChild(args: readonly string[], trouble?: string): Deno.ChildProcess {
  const run = ["run", "-A", "--quiet", "--no-check", "--config", CONFIG, CHILD, ...args];
  return new Deno.Command(Deno.execPath(), {
    args: trouble === undefined ? run : [...run, trouble],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

/** Waits until a child starts to apply, or ends before that. */
async function ready(child: Deno.ChildProcess): Promise<void> {
  const reader = child.stdout.getReader();
  await reader.read();
  reader.releaseLock();
}

function kill(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
