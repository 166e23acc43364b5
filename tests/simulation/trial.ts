import { randomFrom } from "../bench/random.ts";
import { noCounts } from "./counts.ts";
import { openDatabase } from "./database.ts";
import type { Transition } from "./model.ts";
import { reduce } from "./reduce.ts";
import { renderSchema } from "./render.ts";
import { writeRows } from "./rows.ts";
import { describeTaken, type Fault, type Taken, takeStep } from "./walk.ts";

/** How many sets of rows are tried before a transition counts as sound. */
const ATTEMPTS = 6;

/**
 * The smallest reproduction of a fault, in new databases; undefined if the two schemas and some
 * rows do not reproduce it. Takes about a minute.
 */
export async function reducedFault({ faults, ...whole }: Fault): Promise<string | undefined> {
  const wanted = shapeOf(faults[0]!);
  const show = async (transition: Transition): Promise<Taken | undefined> => {
    for (let seed = 1; seed <= ATTEMPTS; seed++) {
      const taken = await tryInNewDatabases(transition, seed);
      if (taken !== undefined && shapeOf(taken.faults[0]!) === wanted) return taken;
    }
  };
  if (await show(whole) === undefined) return undefined;
  const smallest = await reduce(whole, async (it) => await show(it) !== undefined);
  return describeTaken({ ...smallest, ...(await show(smallest))! });
}

/** The faults of one transition in new databases; undefined if there are none. */
async function tryInNewDatabases(transition: Transition, seed: number): Promise<Taken | undefined> {
  const { before } = transition;
  const databases = [await openDatabase("libsql"), await openDatabase("sqlite")];
  try {
    const random = randomFrom(seed);
    for (const database of databases) {
      const runs = renderSchema(before).every((sql) => database.run(sql) === undefined);
      if (!runs) return undefined;
      writeRows(database, before, { random, perTable: 10 });
    }
    const taken = await takeStep(transition, { databases, random, counts: noCounts() });
    return taken === "skipped" || taken.faults.length === 0 ? undefined : taken;
  } finally {
    databases.forEach((database) => database.close());
  }
}

/** A fault's message without names, values, engine and mode. */
function shapeOf(fault: string): string {
  return fault
    .replace(
      /^(libsql|sqlite), (stopped by rows, |despite errors, )?(transaction|autocommit), foreign keys (on|off)/,
      "$2",
    )
    .replace(/in: .*/s, "")
    .replaceAll(/"[^"]*"|`[^`]*`|\[[^\]]*\]|\([^)]*\)/g, "…")
    .replaceAll(/\d+/g, "N")
    .replace(/(constraint failed|no such \w+|were kept).*/, "$1")
    .slice(0, 50);
}
