import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import type { PreparedBundle } from "../../migrations/bundle/bundle.ts";
import type { BundledMigration } from "../../runner/bundle.ts";
import type { Driver } from "../../runner/driver.ts";
import { HISTORY_TABLE, migrationsUpTo } from "../../runner/history.ts";
import { migrate } from "../../runner/migrate.ts";
import { MigrationError } from "../../runner/migration_error.ts";
import { createsVirtualTable } from "../../schema/text/object_sql.ts";
import { quoteName } from "../../sql/names.ts";
import { failureOf } from "../apply/migration_diagnostic.ts";
import { insertAll } from "./generated_rows.ts";
import { type Hashes, hashesIn } from "./schema_hashes.ts";
import { type Lab, openScratch } from "./scratch_database.ts";

/** An upgrade from one version to the next, with rows that are valid in the first. */
export interface UpgradeStep {
  readonly from: string;
  /** Undefined for the last version. */
  readonly until: string | undefined;
  readonly inserts: readonly string[];
}

/** The result of one upgrade with rows. */
export interface TriedStep {
  /** The number of rows in the database. */
  readonly rows: number;
  /** How often a migration was interrupted. */
  readonly interruptions: number;
  readonly faults: readonly Diagnostic[];
  /** Why rows make a migration fail. */
  readonly stopped?: Diagnostic;
  /** The schema that was reached; without objects if rows have stopped it. */
  readonly schema: Hashes;
}

/** Upgrades a copy of the base with rows, or without them if they make it fail. */
export async function tryStep(step: UpgradeStep, lab: Lab): Promise<Result<TriedStep>> {
  const withRows = await tryWith(step, lab);
  if (!withRows.ok || withRows.value.stopped === undefined) return withRows;
  const without = await tryWith({ ...step, inserts: [] }, lab);
  return without.ok ? succeed({ ...without.value, stopped: withRows.value.stopped }) : without;
}

async function tryWith(
  { from, until, inserts }: UpgradeStep,
  lab: Lab,
): Promise<Result<TriedStep>> {
  const { folder, project } = lab;
  folder.copy("base.db", "tried.db");
  const database = await openScratch(`${folder.path}/tried.db`, lab);
  if (!database.ok) return database;
  const { driver, close } = database.value;
  const facts = { rows: await insertAll(driver, inserts), interruptions: 0 };
  const faults: Diagnostic[] = [];
  try {
    const { migrations } = project.bundle;
    const start = migrations.findIndex(({ id }) => id === from) + 1;
    for (const migration of migrationsUpTo(migrations, until).slice(start)) {
      facts.interruptions += await interrupt(migration, driver, { project, faults });
      await migrate(driver, project.bundle, { to: migration.id });
    }
    return succeed({ ...facts, faults, schema: await hashesIn(driver) });
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    const failure = failureOf(error, project);
    if (inserts.length === 0) return fail(failure.reason, failure.diagnostics);
    return succeed({ ...facts, faults, schema: new Map(), stopped: failure.diagnostics[0]! });
  } finally {
    close();
  }
}

/**
 * Adds rows of this version to those of earlier ones and upgrades them all; returns why rows make
 * it fail, if they do.
 */
export async function carryRowsOver(
  { until, inserts }: UpgradeStep,
  lab: Lab,
): Promise<Pick<TriedStep, "schema" | "stopped">> {
  const { folder, project } = lab;
  const database = await openScratch(`${folder.path}/carried.db`, lab);
  if (!database.ok) return { schema: new Map(), stopped: database.diagnostics[0]! };
  const { driver, close } = database.value;
  try {
    await insertAll(driver, inserts);
    await migrate(driver, project.bundle, { to: until });
    return { schema: await hashesIn(driver) };
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    return { schema: new Map(), stopped: failureOf(error, project).diagnostics[0]! };
  } finally {
    close();
  }
}

/** Interrupts a migration before each of its statements; returns how often. */
async function interrupt(
  migration: BundledMigration,
  driver: Driver,
  { project: { bundle }, faults }: {
    readonly project: PreparedBundle;
    readonly faults: Diagnostic[];
  },
): Promise<number> {
  // If a statement cannot run in a transaction, a part remains and the next run continues from
  // there.
  if (migration.outside !== undefined) return 0;
  const before = await contentsOf(driver);
  for (const index of migration.statements.keys()) {
    const stop = ({ statement }: { readonly statement: number }) => {
      if (statement === index + 1) throw new Error(INTERRUPTED);
    };
    try {
      await migrate(driver, bundle, { to: migration.id, onProgress: stop });
    } catch (error) {
      if (!(error instanceof MigrationError) || !error.message.endsWith(INTERRUPTED)) throw error;
    }
    if (await contentsOf(driver) !== before) {
      faults.push({
        code: "upgrade/interrupted",
        severity: "error",
        message: `Parts of "${migration.id}" remain if it is interrupted before statement ${
          index + 1
        }`,
        hint: "Remove the statement that commits, such as COMMIT",
      });
      break;
    }
  }
  return migration.statements.length;
}

const INTERRUPTED = "interrupted on purpose";

/** The whole contents of a database, as one text. */
async function contentsOf(driver: Driver): Promise<string> {
  const objects = await driver.query({
    sql: "SELECT type, name, sql FROM sqlite_schema ORDER BY rowid",
  });
  const contents: unknown[] = [objects];
  for (const { type, name, sql } of objects) {
    if (type !== "table" || createsVirtualTable(String(sql))) continue;
    // A history is long, and rows are only ever appended to it.
    const columns = name === HISTORY_TABLE ? "count(*), total(statements_done)" : "*";
    contents.push(await driver.query({ sql: `SELECT ${columns} FROM ${quoteName(String(name))}` }));
  }
  return JSON.stringify(
    contents,
    (_, value) =>
      typeof value === "bigint" ? String(value) : value instanceof Uint8Array ? [...value] : value,
  );
}
