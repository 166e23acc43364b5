import type { Target } from "../../src/base/target.ts";
import { opensTransaction, runDespiteErrors } from "../golden/despite_errors.ts";
import { modeName, type RunMode, setMode } from "../support/modes.ts";
import { type KeptTable, lostTables, tableSizes } from "../support/row_losses.ts";
import type { Random } from "../bench/random.ts";
import type { Correspondence } from "./correspondence.ts";
import { count, type Counts } from "./counts.ts";
import { type Database, withCopy } from "./database.ts";
import type { Transition } from "./model.ts";
import type { Generated } from "./step.ts";

/** A migration and the schemas before and after it. */
export interface TestedMigration extends Transition {
  readonly answers: Correspondence;
  readonly generated: Generated;
  readonly target: Target;
}

/**
 * Runs a migration on a copy of the database like a runner that continues after errors, and returns
 * the lost rows. If no row stops the migration, one of its statements is made to fail. D1 has no
 * such runner.
 */
export async function lossesDespiteErrors(
  database: Database,
  migration: TestedMigration,
  around: { readonly random: Random; readonly counts: Counts; readonly rowsStopIt: boolean },
): Promise<string[]> {
  const { generated, target } = migration;
  const { random, counts, rowsStopIt } = around;
  const statements = generated.statements.map((it) => it.sql);
  const failing = [...statements.keys()].filter((index) => !opensTransaction(statements[index]!));
  if (target === "d1" || failing.length === 0) return [];
  const without = rowsStopIt ? undefined : random.pick(failing);
  const mode = modeFor(target, random);
  const losses = await withCopy(database, (copy) => {
    const before = tableSizes(copy);
    setMode(copy, mode);
    runDespiteErrors(copy, statements.filter((_, index) => index !== without), mode);
    return lostTables(keptBy(migration), before, tableSizes(copy));
  });
  count(counts, `despite errors, ${rowsStopIt ? "stopped by rows" : "a statement failed"}`);
  const why = without === undefined ? "the rows stop it" : `this fails: ${statements[without]}`;
  return losses.map((it) =>
    `${database.engine}, despite errors, ${modeName(mode)}: ${it}, in: for ${target}, ${why}`
  );
}

/**
 * How the migration is run. D1 runs everything in a transaction with foreign keys on; D1 and libSQL
 * servers never have legacy_alter_table on.
 */
export function modeFor(target: Target, random: Random): RunMode {
  if (target === "d1") return { transaction: true, foreignKeys: true, legacy: false };
  const legacy = target.startsWith("sqlite") && random.chance(0.25);
  return { transaction: random.chance(0.5), foreignKeys: random.chance(0.5), legacy };
}

/** Tables and search indexes of both schemas, which have rows of their own. */
export function keptBy({ before, after, answers }: TestedMigration): KeptTable[] {
  const searches = before.searches.flatMap((search) => {
    const later = after.searches.find((it) => it.id === search.id);
    const isKept = search.content === undefined && later !== undefined &&
      later.content === undefined;
    return isKept ? [{ before: search.name, after: later.name }] : [];
  });
  const tables = answers.pairs.map((pair) => ({
    before: pair.before.name,
    after: pair.after.name,
  }));
  return [...tables, ...searches];
}
