import { randomFrom } from "../bench/random.ts";
import { noCounts } from "./counts.ts";
import { openDatabase } from "./database.ts";
import { reduce, type Transition } from "./reduce.ts";
import { renderSchema, schemaText } from "./render.ts";
import { writeRows } from "./rows.ts";
import { type Fault, type Taken, takeStep } from "./walk.ts";

/** How many times other rows are tried before a transition counts as sound. */
const ATTEMPTS = 6;

/**
 * A fault shown again by as little as possible, in databases of its own; undefined where it takes more
 * than the two schemas and some rows. Takes a minute or so.
 */
export async function reducedFault({ before, after, differs }: Fault): Promise<string | undefined> {
  const wanted = shapeOf(differs[0]!);
  const show = async (transition: Transition): Promise<Taken | undefined> => {
    for (let seed = 1; seed <= ATTEMPTS; seed++) {
      const taken = await tryAfresh(transition, seed);
      if (taken !== undefined && shapeOf(taken.faults[0]!) === wanted) return taken;
    }
  };
  if (await show([before, after]) === undefined) return undefined;
  const [from, to] = await reduce([before, after], async (it) => await show(it) !== undefined);
  const taken = await show([from, to]);
  return [
    ...taken!.faults,
    "-- before.sql",
    schemaText(renderSchema(from)),
    "-- after.sql",
    schemaText(renderSchema(to)),
    "-- migration",
    taken!.migration,
  ].join("\n");
}

/** What comes of one transition between fresh databases; undefined when nothing is wrong with it. */
async function tryAfresh([before, after]: Transition, seed: number): Promise<Taken | undefined> {
  const databases = [await openDatabase("libsql"), await openDatabase("sqlite")];
  try {
    const random = randomFrom(seed);
    for (const database of databases) {
      const runs = renderSchema(before).every((sql) => database.run(sql) === undefined);
      if (!runs) return undefined;
      writeRows(database, before, { random, perTable: 10 });
    }
    const taken = await takeStep({ before, after }, { databases, random, counts: noCounts() });
    return taken === "skipped" || taken.faults.length === 0 ? undefined : taken;
  } finally {
    databases.forEach((database) => database.close());
  }
}

/** What kind of a fault it is: its words without names, values, engine and mode. */
function shapeOf(fault: string): string {
  return fault
    .replace(/^(libsql|sqlite), (in vain, )?(transaction|autocommit), foreign keys (on|off)/, "$2")
    .replace(/in: .*/s, "")
    .replaceAll(/"[^"]*"|`[^`]*`|\[[^\]]*\]|\([^)]*\)/g, "…")
    .replaceAll(/\d+/g, "N")
    .replace(/(constraint failed|no such \w+|went along).*/, "$1")
    .slice(0, 50);
}
