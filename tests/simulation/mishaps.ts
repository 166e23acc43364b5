import { runDespiteErrors } from "../golden/despite_errors.ts";
import { modeName, setMode } from "../support/modes.ts";
import { lostTables, tableSizes } from "../support/row_losses.ts";
import type { Random } from "../bench/random.ts";
import { count, type Counts } from "./counts.ts";
import { apply, type Database, withCopy } from "./database.ts";
import { keptBy, modeFor, type TestedMigration } from "./despite_errors.ts";

/** What may happen to a migration that runs. */
const MISHAPS = ["twice", "twice despite errors", "interrupted, then repeated"] as const;

/**
 * Runs a migration on a copy of the database a second time, after all or a part of it, and returns the lost
 * rows. Whether the second run is refused makes no difference, except after an interruption, of which
 * nothing must be left. D1 records what it ran in the same transaction.
 */
export async function lossesByMishap(
  database: Database,
  migration: TestedMigration,
  { random, counts }: { readonly random: Random; readonly counts: Counts },
): Promise<string[]> {
  const { generated, target } = migration;
  if (target === "d1") return [];
  const statements = generated.statements.map((it) => it.sql);
  const mishap = random.pick(MISHAPS);
  const mode = modeFor(target, random);
  const first = mishap === "interrupted, then repeated"
    ? statements.slice(0, random.below(statements.length + 1))
    : statements;
  // A whole file without a SAVEPOINT has done its work.
  if (mishap.startsWith("interrupted") && !mode.transaction && first.length === statements.length) {
    return [];
  }
  const losses = await withCopy(database, (copy) => {
    const before = tableSizes(copy);
    if (mishap === "interrupted, then repeated") {
      setMode(copy, mode);
      if (mode.transaction) copy.run("BEGIN");
      for (const sql of first) copy.run(sql);
      // The connection ends here.
      copy.run("ROLLBACK");
      const refused = apply(copy, statements, mode);
      if (refused !== undefined) return [`${refused.message}, in: ${refused.sql}`];
    } else {
      const run = () => {
        if (mishap === "twice") return apply(copy, statements, mode);
        setMode(copy, mode);
        runDespiteErrors(copy, statements, mode);
      };
      run();
      run();
    }
    return lostTables(keptBy(migration), before, tableSizes(copy));
  });
  count(counts, mishap);
  return losses.map((it) => `${database.engine}, ${mishap}, ${modeName(mode)}: ${it}`);
}
