import type { BundledMigration } from "./bundle.ts";
import type { BoundStatement, Driver } from "./driver.ts";
import {
  childrenAtRisk,
  GATE_WORDS,
  newOrphans,
  orphanGate,
  orphanRows,
  tableNames,
} from "./foreign_keys.ts";
import type { History } from "./history.ts";
import { isBusy, MigrationError, type OrphanRow, refusal, wordsOf } from "./migration_error.ts";
import { setPragma, type Settings } from "./settings.ts";
import { ask, query, type Steps } from "./steps.ts";

/** What applying a migration needs to know. */
export interface ApplyContext {
  readonly driver: Driver;
  readonly history: History;
  readonly maker: string;
  /** The settings of the connection as they were found. */
  readonly settings: Settings;
  /** How many of the statements are done already. */
  readonly done: number;
  /** Told before each statement, its index from 0. */
  readonly starts: (index: number) => void;
}

/**
 * Applies one migration: what can run in a transaction in one, with its row in the history; what
 * cannot by itself, with a note of how far it came. Throws a `MigrationError`; what was under way is
 * rolled back then.
 */
export function* applyMigration(migration: BundledMigration, context: ApplyContext): Steps<void> {
  const { driver } = context;
  yield* refuseLoss(migration, driver);
  for (const part of partsOf(migration, context.done)) {
    if (part.isOutside) yield* runOutside(part, migration, context);
    else if (driver.batch === undefined) yield* runTransaction(part, migration, context);
    else yield* runBatch(part, migration, context);
  }
}

/** Statements that follow each other and run in one transaction, or one that runs by itself. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly isOutside: boolean;
}

function partsOf({ statements, outside = [] }: BundledMigration, done: number): readonly Part[] {
  const parts: Part[] = [];
  let start = done;
  for (const index of [...outside, statements.length]) {
    if (index < start) continue;
    if (index > start) parts.push({ start, end: index, isOutside: false });
    if (index < statements.length) parts.push({ start: index, end: index + 1, isOutside: true });
    start = index + 1;
  }
  // One without statements is put down as well.
  return parts.length > 0 ? parts : [{ start: done, end: statements.length, isOutside: false }];
}

function* refuseLoss(migration: BundledMigration, driver: Driver): Steps<void> {
  if (!driver.keysStayOn || migration.foreignKeys !== "off") return;
  const children = yield* childrenAtRisk(driver, migration);
  if (children.length === 0) return;
  const names = JSON.stringify(children).slice(1, -1);
  throw refusal(migration.id, `rows of ${names} would be lost: foreign keys stay on here`, {
    kind: "keys-stay-on",
  });
}

/** The statement, and then the note that it is done: killed in between, it runs again. */
function* runOutside(
  { start, end }: Part,
  migration: BundledMigration,
  { driver, history, maker, starts }: ApplyContext,
): Steps<void> {
  try {
    starts(start);
    yield* query(driver, migration.statements[start]!);
  } catch (error) {
    throw statementError(migration, error, start);
  }
  yield* runAll(driver, history.claim(migration, { from: start, upTo: end, maker }));
}

function* runAll(driver: Driver, statements: readonly BoundStatement[]): Steps<void> {
  for (const statement of statements) yield* query(driver, statement);
}

function* runTransaction(
  { start, end }: Part,
  migration: BundledMigration,
  { driver, history, maker, settings, starts }: ApplyContext,
): Steps<void> {
  const { foreignKeys, statements } = migration;
  const keysOn = foreignKeys === undefined ? settings.get("foreign_keys") : +(foreignKeys === "on");
  if (foreignKeys !== undefined) yield* setPragma(driver, "foreign_keys", keysOn!);
  // While keys are on, the engine itself lets no such row in.
  const checks = keysOn !== 1 || statements.some((sql) => /^pragma\b/i.test(sql));
  let at: number | undefined;
  try {
    yield* query(driver, "BEGIN IMMEDIATE");
    yield* runAll(driver, history.claim(migration, { from: start, upTo: end, maker }));
    const before = checks ? yield* orphanRows(driver) : [];
    for (at = start; at < end; at++) {
      starts(at);
      yield* query(driver, statements[at!]!);
    }
    at = undefined;
    if (checks) yield* refuseOrphans(migration, before, driver);
    yield* runAll(driver, history.complete(migration));
    yield* query(driver, "COMMIT");
  } catch (error) {
    try {
      yield* query(driver, "ROLLBACK");
    } catch {
      // The engine has ended the transaction by itself, or there never was one.
    }
    throw error instanceof MigrationError ? error : statementError(migration, error, at);
  }
}

function* refuseOrphans(
  { id }: BundledMigration,
  before: readonly OrphanRow[],
  driver: Driver,
): Steps<void> {
  const after = yield* orphanRows(driver);
  const rows = newOrphans(before, after, yield* tableNames(driver));
  const [first] = rows;
  if (first === undefined) return;
  const row = first.rowid === undefined ? "a row" : `row ${first.rowid}`;
  const more = rows.length === 1 ? "" : `, and so do ${rows.length - 1} more`;
  throw refusal(
    id,
    `${row} of "${first.table}" would refer to nothing in "${first.parent}"${more}`,
    { kind: "foreign-key", rows: rows.slice(0, 10) },
  );
}

function* runBatch(
  { start, end }: Part,
  migration: BundledMigration,
  { driver, history, maker, starts }: ApplyContext,
): Steps<void> {
  const keysOff = migration.foreignKeys === "off" && !driver.keysStayOn;
  const gate = keysOff ? [orphanGate((yield* orphanRows(driver)).length)] : [];
  const head = history.claim(migration, { from: start, upTo: end, maker });
  const statements = migration.statements.slice(start, end).map((sql): BoundStatement => ({ sql }));
  const batch = [...head, ...statements, ...gate, ...history.complete(migration)];
  starts(start);
  try {
    yield* ask(() => driver.batch!(batch, { keysOff }));
  } catch (error) {
    if (keysOff && GATE_WORDS.test(wordsOf(error))) {
      throw refusal(migration.id, "rows would refer to nothing afterwards", {
        kind: "foreign-key",
        cause: error,
      });
    }
    const index = Number((error as { statementIndex?: unknown }).statementIndex) - head.length;
    const isOurs = index >= 0 && index < statements.length;
    throw statementError(migration, error, isOurs ? start + index : undefined);
  }
}

function statementError(
  { id, statements }: BundledMigration,
  cause: unknown,
  index: number | undefined,
): MigrationError {
  const kind = isBusy(cause) ? "busy" : "statement";
  const place = index === undefined ? "" : `statement ${index + 1} of ${statements.length}: `;
  return refusal(id, place + wordsOf(cause), {
    kind,
    ...(index !== undefined && { statement: index + 1, sql: statements[index]! }),
    cause,
  });
}
