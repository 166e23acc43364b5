import type { Bundle, BundledMigration } from "./bundle.ts";
import type { BoundStatement, Driver } from "./driver.ts";
import { GATE_MESSAGE, newOrphans, orphanGate, orphanRows } from "./foreign_keys.ts";
import type { AppliedMigration, History } from "./history.ts";
import {
  errorMessage,
  isBusy,
  MigrationError,
  type OrphanRow,
  refusal,
} from "./migration_error.ts";
import { setPragma, type Settings } from "./settings.ts";
import { ask, run, type Steps } from "./steps.ts";

/** The parameters of applying migrations. */
export interface ApplyContext {
  readonly driver: Driver;
  readonly history: History;
  readonly bundle: Pick<Bundle, "maker">;
  /** The history at the start; undefined if there was none yet. */
  readonly rows: readonly AppliedMigration[] | undefined;
  /** The initial settings of the connection. */
  readonly settings: Settings;
  /** Called before each statement with its index from 0. */
  readonly starts: (migration: BundledMigration, index: number) => void;
}

/** Consecutive statements of a migration, usually all of them. */
export interface Part {
  readonly migration: BundledMigration;
  readonly start: number;
  readonly end: number;
  /** Whether it is a single statement that cannot run in a transaction. */
  readonly isOutside?: true;
}

/** The remaining parts of a migration, of which `done` statements are done. */
export function partsOf(migration: BundledMigration, done: number): readonly Part[] {
  const { statements, outside = [] } = migration;
  const parts: Part[] = [];
  let start = done;
  for (const index of [...outside, statements.length]) {
    if (index < start) continue;
    if (index > start) parts.push({ migration, start, end: index });
    if (index < statements.length) {
      parts.push({ migration, start: index, end: index + 1, isOutside: true });
    }
    start = index + 1;
  }
  // A migration without statements is recorded as well.
  return parts.length > 0 ? parts : [{ migration, start: done, end: statements.length }];
}

/**
 * Applies parts in one transaction, together with their rows in the history; all of them need the
 * same foreign key setting. A statement that cannot run in a transaction must be the only part, and
 * its progress is recorded afterwards. Throws a `MigrationError` after rolling everything back.
 */
export function* applyParts(parts: readonly Part[], context: ApplyContext): Steps<void> {
  const { driver } = context;
  if (driver.refuseLoss) {
    for (const { migration } of parts) yield* driver.refuseLoss(migration, driver);
  }
  if (parts[0]!.isOutside) yield* runOutside(parts[0]!, context);
  else if (driver.batch) yield* runBatch(parts, context);
  else yield* runTransaction(parts, context);
}

/** Runs the statement and then records that it is done; if killed in between, it runs again. */
function* runOutside(part: Part, context: ApplyContext): Steps<void> {
  const { driver, starts } = context;
  const { migration, start } = part;
  try {
    starts(migration, start);
    yield* run(driver, migration.statements[start]!);
  } catch (error) {
    throw statementError(part, error, start);
  }
  yield* runAll(driver, claim(context)(part, 0));
}

/** The statements that record a part as done, the first of its transaction or another one. */
function claim({ history, bundle: { maker }, rows }: ApplyContext) {
  return ({ migration, start, end }: Part, number: number): readonly BoundStatement[] =>
    history.claim(migration, { from: start, upTo: end, maker, isNew: !rows && number === 0 });
}

function* runAll(driver: Driver, statements: readonly BoundStatement[]): Steps<void> {
  for (const { sql, parameters } of statements) yield* run(driver, sql, parameters);
}

function* runTransaction(
  parts: readonly Part[],
  context: ApplyContext,
): Steps<void> {
  const { driver, history, settings, starts } = context;
  const { foreignKeys } = parts[0]!.migration;
  const keysOn = foreignKeys === undefined ? settings.get("foreign_keys") : +(foreignKeys === "on");
  if (foreignKeys !== undefined) yield* setPragma(driver, "foreign_keys", keysOn!);
  // While foreign keys are on, the engine itself refuses such rows.
  const checks = keysOn !== 1 || parts.some(({ migration }) => hasPragma(migration));
  let part = parts[0]!;
  let at: number | undefined;
  try {
    yield* run(driver, "BEGIN IMMEDIATE");
    const before = checks ? yield* orphanRows(driver) : [];
    // All of them at once: a compiled statement can be reused until the schema changes.
    yield* runAll(driver, parts.flatMap(claim(context)));
    const ends: BoundStatement[] = [];
    for (part of parts) {
      const { migration, start, end } = part;
      const startedAt = Date.now();
      for (at = start; at < end; at++) {
        starts(migration, at);
        yield* run(driver, migration.statements[at!]!);
      }
      at = undefined;
      ends.push(...history.complete(migration, Date.now() - startedAt));
    }
    if (checks) yield* refuseOrphans(part.migration, before, driver);
    yield* runAll(driver, ends);
    yield* run(driver, "COMMIT");
  } catch (error) {
    try {
      yield* run(driver, "ROLLBACK");
    } catch {
      // The engine has already ended the transaction, or there was none.
    }
    throw error instanceof MigrationError ? error : statementError(part, error, at);
  }
}

/** Whether a migration may leave a setting changed. */
export function hasPragma({ statements }: BundledMigration): boolean {
  return statements.some((sql) => /^pragma\b/i.test(sql));
}

function* refuseOrphans(
  { id }: BundledMigration,
  before: readonly OrphanRow[],
  driver: Driver,
): Steps<void> {
  const rows = newOrphans(before, yield* orphanRows(driver));
  const [first] = rows;
  if (!first) return;
  const row = first.rowid === null ? "a row" : `row ${first.rowid}`;
  const more = rows.length === 1 ? "" : `, and so do ${rows.length - 1} more`;
  throw refusal(
    id,
    `${row} of "${first.table}" would have no parent in "${first.parent}"${more}`,
    { kind: "foreign-key", rows: rows.slice(0, 10) },
  );
}

function* runBatch(
  parts: readonly Part[],
  context: ApplyContext,
): Steps<void> {
  const { driver, history, starts } = context;
  const first = parts[0]!;
  const keysOff = first.migration.foreignKeys === "off" && !driver.refuseLoss;
  const gate = keysOff ? [orphanGate((yield* orphanRows(driver)).length)] : [];
  const batch: BoundStatement[] = [];
  /** The part and index of each statement. */
  const owners: [part: Part, index: number][] = [];
  for (const [number, part] of parts.entries()) {
    const { migration, start, end } = part;
    batch.push(...claim(context)(part, number));
    for (let index = start; index < end; index++) {
      owners[batch.length] = [part, index];
      batch.push({ sql: migration.statements[index]! });
    }
    batch.push(...history.complete(migration));
  }
  batch.push(...gate);
  starts(first.migration, first.start);
  try {
    yield* ask(() => driver.batch!(batch, { keysOff }));
  } catch (error) {
    const [part, index] = owners[Number((error as { statementIndex?: unknown }).statementIndex)] ??
      [first];
    if (keysOff && GATE_MESSAGE.test(errorMessage(error))) {
      throw refusal(part.migration.id, "rows would have no parent afterwards", {
        kind: "foreign-key",
        cause: error,
      });
    }
    throw statementError(part, error, index);
  }
}

function statementError(
  { migration: { id, statements } }: Part,
  cause: unknown,
  index: number | undefined,
): MigrationError {
  const kind = isBusy(cause) ? "busy" : "statement";
  const place = index === undefined ? "" : `statement ${index + 1} of ${statements.length}: `;
  return refusal(id, place + errorMessage(cause).split(` in ${statements[index!]} at offset `)[0], {
    kind,
    ...(index !== undefined && { statement: index + 1, sql: statements[index]! }),
    cause,
  });
}
