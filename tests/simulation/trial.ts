import { randomFrom } from "../bench/random.ts";
import { noCounts } from "./counts.ts";
import { openDatabase } from "./database.ts";
import type { Transition } from "./model.ts";
import { reduce } from "./reduce.ts";
import { renderSchema } from "./render.ts";
import { writeRows } from "./rows.ts";
import { describeTaken, type Fault, type Taken, takeStep } from "./walk.ts";

/** How many times other rows are tried before a transition counts as sound. */
const ATTEMPTS = 6;

/**
 * A fault shown again by as little as possible, in databases of its own; undefined where it takes more
 * than the two schemas and some rows. Takes a minute or so.
 */
export async function reducedFault({ faults, ...whole }: Fault): Promise<string | undefined> {
  const wanted = shapeOf(faults[0]!);
  const show = async (transition: Transition): Promise<Taken | undefined> => {
    for (let seed = 1; seed <= ATTEMPTS; seed++) {
      const taken = await tryAfresh(transition, seed);
      if (taken !== undefined && shapeOf(taken.faults[0]!) === wanted) return taken;
    }
  };
  if (await show(whole) === undefined) return undefined;
  const smallest = await reduce(whole, async (it) => await show(it) !== undefined);
  return describeTaken({ ...smallest, ...(await show(smallest))! });
}

/** What comes of one transition between fresh databases; undefined when nothing is wrong with it. */
async function tryAfresh(transition: Transition, seed: number): Promise<Taken | undefined> {
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

/** What kind of a fault it is: its words without names, values, engine and mode. */
function shapeOf(fault: string): string {
  return fault
    .replace(
      /^(libsql|sqlite), (in vain, |goes on, )?(transaction|autocommit), foreign keys (on|off)/,
      "$2",
    )
    .replace(/in: .*/s, "")
    .replaceAll(/"[^"]*"|`[^`]*`|\[[^\]]*\]|\([^)]*\)/g, "…")
    .replaceAll(/\d+/g, "N")
    .replace(/(constraint failed|no such \w+|went along).*/, "$1")
    .slice(0, 50);
}
