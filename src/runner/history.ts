import type { Bundle, BundledMigration } from "./bundle.ts";
import type { BoundStatement, Driver, Row } from "./driver.ts";
import { MigrationError } from "./migration_error.ts";
import { query, type Steps } from "./steps.ts";

/** The table that remembers what was applied. */
export const HISTORY_TABLE = "_penumbra_migrations";

/** Makes that table. Its rows stand in the order in which migrations were applied. */
const CREATE = `CREATE TABLE IF NOT EXISTS ${HISTORY_TABLE} (
  id TEXT PRIMARY KEY NOT NULL,
  checksum TEXT NOT NULL,
  meaning TEXT NOT NULL,
  chain TEXT NOT NULL,
  applied_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ')),
  duration_ms INTEGER NOT NULL DEFAULT 0,
  statements INTEGER NOT NULL,
  statements_done INTEGER NOT NULL,
  version TEXT NOT NULL
)`;

/** Where it is remembered what was applied: in a table of ours, or in that of another tool. */
export interface History {
  /** What was applied, in order; undefined where nothing is remembered yet. */
  read(driver: Driver): Steps<readonly AppliedMigration[] | undefined>;
  /**
   * What puts a migration down as done up to a statement, with what makes the table where it is new.
   * It runs first in the transaction.
   */
  claim(migration: BundledMigration, how: Claim): readonly BoundStatement[];
  /** What puts down how long it took, if that is kept: the time since the claim where it is not given. */
  complete(migration: BundledMigration, durationMs?: number): readonly BoundStatement[];
}

/** How far a migration is done, and by whom. */
export interface Claim {
  readonly from: number;
  readonly upTo: number;
  readonly maker: string;
  /** Whether the table may have to be made first. */
  readonly isNew: boolean;
}

/** A migration that a database has run. */
export interface AppliedMigration {
  readonly id: string;
  readonly checksum: string;
  readonly meaning: string;
  readonly chain: string;
  /** UTC, as in 2026-11-22T14:00:00.000Z. */
  readonly appliedAt: string;
  readonly durationMs: number;
  readonly statements: number;
  /** Fewer than there are where it was stopped between two transactions. */
  readonly statementsDone: number;
  /** What applied it, such as "penumbra 0.1.0". */
  readonly version: string;
}

/** Asks for what a database remembers, in the order of applying. */
export const HISTORY_ROWS =
  `SELECT id, checksum, meaning, chain, applied_at AS appliedAt, version, statements,
  duration_ms AS durationMs, statements_done AS statementsDone FROM ${HISTORY_TABLE} ORDER BY rowid`;

/** One of the rows that came back. */
export function appliedOf(row: Row): AppliedMigration {
  return {
    ...row as unknown as AppliedMigration,
    // Some drivers give a bigint.
    statements: Number(row["statements"]),
    durationMs: Number(row["durationMs"]),
    statementsDone: Number(row["statementsDone"]),
  };
}

/** How a database and a bundle stand to each other. */
export interface Comparison {
  /** What the bundle has and the database has run, by id, in the order of the bundle. */
  readonly applied: readonly string[];
  /** What is still to run, in the order of the bundle. */
  readonly pending: readonly BundledMigration[];
  /** Those of them that come before one that was applied. */
  readonly outOfOrder: readonly string[];
  /** What was stopped between two transactions and continues from there; they are pending as well. */
  readonly unfinished: readonly string[];
  /** What says something else than when it was applied. */
  readonly edited: readonly string[];
  /** What only differs in comments and white space. */
  readonly cosmetic: readonly string[];
  /** What the database has run and the bundle does not have, in the order of applying. */
  readonly unknown: readonly string[];
}

/** Compares what a database has run with a bundle: as sets, never by the latest alone. */
export function compareHistory(
  { migrations }: Pick<Bundle, "migrations">,
  history: readonly AppliedMigration[],
): Comparison {
  const rows = new Map(history.map((row) => [row.id, row]));
  const known = new Set(migrations.flatMap(({ id, covers = [] }) => [id, ...covers]));
  const hasRun = (id: string) => {
    const row = rows.get(id);
    return row !== undefined && row.statementsDone >= row.statements;
  };
  const isCovered = ({ covers }: BundledMigration) => covers?.every(hasRun) === true;
  const isDone = (it: BundledMigration) => hasRun(it.id) || isCovered(it);
  // What was run before that belongs to what it stands for, too.
  const covered = migrations.flatMap((it) => isCovered(it) ? it.covers! : []);
  const begin = history.map(({ id }) => covered.includes(id)).lastIndexOf(true);
  const done = migrations.filter(isDone);
  const pending = migrations.filter((it) => !isDone(it));
  const last = migrations.indexOf(done.at(-1)!);
  const touched = migrations.filter((it) =>
    rows.has(it.id) && rows.get(it.id)!.checksum !== it.checksum && !isCovered(it)
  );
  const isCosmetic = ({ id, meaning }: BundledMigration) => rows.get(id)!.meaning === meaning;
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  return {
    applied: ids(done),
    pending,
    outOfOrder: ids(migrations.slice(0, Math.max(last, 0)).filter((it) => !isDone(it))),
    unfinished: ids(pending.filter(({ id }) => rows.has(id))),
    edited: ids(touched.filter((it) => !isCosmetic(it))),
    cosmetic: ids(touched.filter(isCosmetic)),
    unknown: ids(history.filter(({ id }, index) => !known.has(id) && index > begin)),
  };
}

/** The migrations up to one, all of them without one. Throws where there is none of that id. */
export function migrationsUpTo(
  migrations: readonly BundledMigration[],
  to: string | undefined,
): readonly BundledMigration[] {
  if (to === undefined) return migrations;
  const end = migrations.findIndex(({ id }) => id === to);
  if (end >= 0) return migrations.slice(0, end + 1);
  throw new MigrationError(`There is no migration "${to}"`, { kind: "not-found", migration: to });
}

/** The history in a table of ours. */
export const OWN_HISTORY: History = {
  *read(driver) {
    const found = yield* query(
      driver,
      `SELECT 1 AS found FROM sqlite_schema WHERE type = 'table' AND name = '${HISTORY_TABLE}'`,
    );
    return found.length === 0 ? undefined : (yield* query(driver, HISTORY_ROWS)).map(appliedOf);
  },
  claim: (
    { id, checksum, meaning, chain, statements },
    { from, upTo, maker, isNew },
  ) => [...isNew ? [{ sql: CREATE }] : [], {
    // Where another process was quicker, NULL is refused, and nothing runs twice.
    sql: `INSERT INTO ${HISTORY_TABLE}
  (id, checksum, meaning, chain, statements, statements_done, version) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET checksum = excluded.checksum, meaning = excluded.meaning,
  chain = excluded.chain, statements = excluded.statements,
  statements_done = CASE statements_done WHEN ? THEN excluded.statements_done END`,
    parameters: [id, checksum, meaning, chain, statements.length, upTo, maker, from],
  }],
  complete: ({ id }, durationMs) => [{
    sql: `UPDATE ${HISTORY_TABLE} SET duration_ms = ${
      durationMs === undefined ? "round((julianday() - julianday(applied_at)) * 864e5)" : "?"
    } WHERE id = ?`,
    parameters: durationMs === undefined ? [id] : [durationMs, id],
  }],
};
