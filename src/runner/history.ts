import type { Bundle, BundledMigration } from "./bundle.ts";
import type { BoundStatement, Driver, Row } from "./driver.ts";
import { MigrationError } from "./migration_error.ts";
import { query, type Steps } from "./steps.ts";

/** The history table, which records applied migrations. */
export const HISTORY_TABLE = "_penumbra_migrations";

/** Creates the history table. Its rows are in the order in which migrations were applied. */
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

/**
 * Where applied migrations are recorded. `migrate` uses the table `_penumbra_migrations` unless it is given
 * another one, for example to continue the table of another migration tool. The methods that return
 * statements do not run them.
 */
export interface History {
  /** Reads the applied migrations in the order they were applied; `undefined` if nothing is recorded yet. */
  read(driver: Driver): Steps<readonly AppliedMigration[] | undefined>;
  /**
   * Returns the statements that record a migration as done up to a statement, and that create the table if
   * `how.isNew` says so. The runner runs them first in the migration's transaction, so they must fail if
   * another process has recorded the migration in the meantime.
   */
  claim(migration: BundledMigration, how: Claim): readonly BoundStatement[];
  /**
   * Returns the statements that record how long a migration took, in milliseconds; none if the table has no
   * place for it. Without `durationMs`, which a batch cannot know, the database computes the time since the
   * claim.
   */
  complete(migration: BundledMigration, durationMs?: number): readonly BoundStatement[];
}

/** How `History.claim` records a migration: which statements are done, and by which version. */
export interface Claim {
  /** How many of its statements were done before; 0 for a new migration. */
  readonly from: number;
  /** How many of its statements are done once the transaction commits. */
  readonly upTo: number;
  /** The program that applies it, such as `"penumbra 0.1.0"`; taken from the bundle. */
  readonly maker: string;
  /** Whether the table may not exist yet. */
  readonly isNew: boolean;
}

/** A migration that a database has run: one row of its history. */
export interface AppliedMigration {
  /** The id of the migration, such as `"0003_bio"`. */
  readonly id: string;
  /** The `checksum` of the migration when it was applied; see `BundledMigration`. */
  readonly checksum: string;
  /** The `meaning` of the migration when it was applied; see `BundledMigration`. */
  readonly meaning: string;
  /** The `chain` of the migration when it was applied; see `BundledMigration`. */
  readonly chain: string;
  /** When its first statements were applied, in UTC: `2026-11-22T14:00:00.000Z`. */
  readonly appliedAt: string;
  /** How long it took to apply, in milliseconds; 0 if it was adopted. */
  readonly durationMs: number;
  /** How many statements it had. */
  readonly statements: number;
  /**
   * How many of them are done: fewer than `statements` if it was interrupted between two transactions.
   * `migrate` then continues with the next one.
   */
  readonly statementsDone: number;
  /** The program that applied it, such as `"penumbra 0.1.0"`. */
  readonly version: string;
}

/** A query for the history of a database, in the order of application. */
export const HISTORY_ROWS =
  `SELECT id, checksum, meaning, chain, applied_at AS appliedAt, version, statements,
  duration_ms AS durationMs, statements_done AS statementsDone FROM ${HISTORY_TABLE} ORDER BY rowid`;

/** The applied migration of a row from `HISTORY_ROWS`. */
export function appliedOf(row: Row): AppliedMigration {
  return {
    ...row as unknown as AppliedMigration,
    // Some drivers return a bigint.
    statements: Number(row["statements"]),
    durationMs: Number(row["durationMs"]),
    statementsDone: Number(row["statementsDone"]),
  };
}

/** How the history of a database differs from a bundle. Migrations are matched by id, not by the latest one. */
export interface Comparison {
  /** The ids of the bundle's migrations that the database has run, in the order of the bundle. */
  readonly applied: readonly string[];
  /** The migrations that the database has not run, or not to the end, in the order of the bundle. */
  readonly pending: readonly BundledMigration[];
  /** The ids of pending migrations that precede an applied one in the bundle. */
  readonly outOfOrder: readonly string[];
  /**
   * The ids of migrations that were interrupted between two transactions. They are in `pending` too, and
   * `migrate` continues them where they stopped.
   */
  readonly unfinished: readonly string[];
  /**
   * The ids of pending migrations that replace others, of which the database has run some, but not all;
   * `migrate` refuses them, since they would not continue what is there.
   */
  readonly partlyRun: readonly string[];
  /** The ids of applied migrations whose SQL has changed since; `migrate` refuses them by default. */
  readonly edited: readonly string[];
  /** The ids of applied migrations in which only comments or white space have changed; not an error. */
  readonly cosmetic: readonly string[];
  /** The ids of applied migrations that the bundle does not have, in the order they were applied. */
  readonly unknown: readonly string[];
}

/** Compares the history of a database with a bundle: as sets, not just by the latest migration. */
export function compareHistory(
  { migrations }: Pick<Bundle, "migrations">,
  history: readonly AppliedMigration[],
): Comparison {
  const rows = new Map(history.map((row) => [row.id, row]));
  const known = new Set(migrations.flatMap(({ id, covers = [] }) => [id, ...covers]));
  const finished = new Set(idsOf(history, (it) => it.statementsDone >= it.statements));
  const hasRun = (id: string) => finished.has(id);
  const isCovered = ({ covers }: BundledMigration) => !!covers?.every(hasRun);
  const isDone = (it: BundledMigration) => hasRun(it.id) || isCovered(it);
  // Applied migrations that a baseline replaces are not unknown.
  const covered = migrations.flatMap((it) => isCovered(it) ? it.covers! : []);
  const begin = history.map(({ id }) => covered.includes(id)).lastIndexOf(true);
  const pending = migrations.filter((it) => !isDone(it));
  const last = migrations.map(isDone).lastIndexOf(true);
  const touched = migrations.filter((it) =>
    rows.has(it.id) && rows.get(it.id)!.checksum !== it.checksum && !isCovered(it)
  );
  const isCosmetic = ({ id, meaning }: BundledMigration) => rows.get(id)!.meaning === meaning;
  return {
    applied: idsOf(migrations, isDone),
    pending,
    outOfOrder: idsOf(pending, (it) => migrations.indexOf(it) < last),
    unfinished: idsOf(pending, ({ id }) => rows.has(id)),
    // A squashed migration has the id of the last one that it replaces.
    partlyRun: idsOf(
      pending,
      ({ id, covers }) => covers?.some((it) => it !== id && rows.has(it)),
    ),
    edited: idsOf(touched, (it) => !isCosmetic(it)),
    cosmetic: idsOf(touched, isCosmetic),
    unknown: idsOf(history, ({ id }, index) => !known.has(id) && index > begin),
  };
}

/** The ids of those that pass a test, in their order. */
function idsOf<Item extends { readonly id: string }>(
  list: readonly Item[],
  test: (it: Item, index: number) => boolean | undefined,
): readonly string[] {
  return list.filter(test).map(({ id }) => id);
}

/** The migrations up to and including one, or all. Throws if there is none with that id. */
export function migrationsUpTo(
  migrations: readonly BundledMigration[],
  to: string | undefined,
): readonly BundledMigration[] {
  if (to === undefined) return migrations;
  const end = migrations.findIndex(({ id }) => id === to);
  if (end >= 0) return migrations.slice(0, end + 1);
  throw new MigrationError(`There is no migration "${to}"`, { kind: "not-found", migration: to });
}

/** The history in our own table. */
export const OWN_HISTORY: History = {
  *read(driver) {
    const found = yield* query(
      driver,
      `SELECT 1 FROM sqlite_schema WHERE name = '${HISTORY_TABLE}'`,
    );
    return found.length > 0 ? (yield* query(driver, HISTORY_ROWS)).map(appliedOf) : undefined;
  },
  claim: (
    { id, checksum, meaning, chain, statements },
    { from, upTo, maker, isNew },
  ) => [...isNew ? [{ sql: CREATE }] : [], {
    // If another process was faster, the NULL is refused, and nothing runs twice.
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
