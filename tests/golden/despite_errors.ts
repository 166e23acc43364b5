import { findByName } from "../../src/schema/snapshot.ts";
import { type KeptTable, lostTables, tableSizes } from "../support/row_losses.ts";
import { describeMode, type Mode, MODES, openWith, runMigration } from "./engines.ts";
import type { GoldenCase, Sides } from "./golden_case.ts";
import type { Kept } from "./rows.ts";

/** One run of a migration by a runner that continues after an error. */
export interface Attempt {
  readonly rows: string;
  readonly mode: Mode;
  /** The statement that fails; undefined if the rows themselves stop the migration. */
  readonly failing: number | undefined;
}

/**
 * The runs that a migration must survive: with each statement failing in turn except those that open a
 * transaction, and with the rows in `stops`, at which it stops by itself. None for D1, which runs a
 * migration as one batch and rolls all of it back.
 */
export function attemptsOf(
  { answers, rows }: GoldenCase,
  statements: readonly string[],
): Attempt[] {
  if (answers.target === "d1") return [];
  const engine = answers.libsqlOnly === undefined ? "sqlite" : "libsql";
  const failing = [...statements.keys()].filter((index) => !opensTransaction(statements[index]!));
  return MODES.filter((mode) => mode.engine === engine && !mode.legacy).flatMap((mode) => [
    ...failing.map((index) => ({ rows, mode, failing: index })),
    ...(answers.stops ? [{ rows: answers.stops.rows, mode, failing: undefined }] : []),
  ]);
}

/** Whether the statement opens a transaction: if it fails, nothing that follows can be undone. */
export function opensTransaction(sql: string): boolean {
  return /^(savepoint|begin)\b/i.test(sql);
}

/** What the attempts lose, as sentences; empty if every row is still in the database. */
export async function lossesDespiteErrors(
  { before: schema }: GoldenCase,
  statements: readonly string[],
  { attempts, kept }: {
    readonly attempts: readonly Attempt[];
    readonly kept: readonly KeptTable[];
  },
): Promise<string[]> {
  const losses: string[] = [];
  for (const attempt of attempts) {
    const database = await openWith(attempt.mode, schema, attempt.rows);
    try {
      const before = tableSizes(database);
      const run = statements.filter((_, index) => index !== attempt.failing);
      runDespiteErrors(database, run, attempt.mode);
      const lost = lostTables(kept, before, tableSizes(database));
      losses.push(...lost.map((it) => `${describeAttempt(attempt, statements)}: ${it}`));
    } finally {
      database.close();
    }
  }
  return losses;
}

/** Runs all statements, even after errors, and rolls back an open transaction at the end. */
export function runDespiteErrors(
  database: { run(sql: string): unknown },
  statements: readonly string[],
  { transaction }: Pick<Mode, "transaction">,
): void {
  const run = transaction ? ["BEGIN", ...statements, "COMMIT"] : statements;
  for (const sql of [...run, "ROLLBACK"]) database.run(sql);
}

/** The attempt in words. */
export function describeAttempt(
  { mode, failing }: Attempt,
  statements: readonly string[],
): string {
  const what = failing === undefined
    ? "the rows stop it"
    : `statement ${failing + 1} of ${statements.length} fails (${statements[failing]})`;
  return `despite errors, ${describeMode(mode)}, ${what}`;
}

/**
 * The tables that must keep their rows: those in both schemas, and the virtual tables whose rows the
 * whole migration keeps.
 */
export async function tablesThatKeepRows(
  golden: GoldenCase,
  text: string,
  { sides, kept }: { readonly sides: Sides; readonly kept: readonly Kept[] },
): Promise<KeptTable[]> {
  const names = kept.map(({ table }) => ({ before: table[0].name, after: table[1].name }));
  const virtual = sides.before.virtualTables.flatMap(({ name }) => {
    const later = findByName(sides.after.virtualTables, name);
    return later === undefined ? [] : [{ before: name, after: later.name }];
  });
  if (virtual.length === 0) return names;
  const engine = golden.answers.libsqlOnly === undefined ? "sqlite" : "libsql";
  const mode = { engine, transaction: false, foreignKeys: false, legacy: false } as const;
  const database = await openWith(mode, golden.before, golden.rows);
  try {
    const before = tableSizes(database);
    runMigration(database, text, mode);
    const after = tableSizes(database);
    const keeps = (table: KeptTable) => lostTables([table], before, after).length === 0;
    return [...names, ...virtual.filter(keeps)];
  } finally {
    database.close();
  }
}
