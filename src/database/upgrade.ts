import type { Diagnostic } from "../base/diagnostic.ts";
import type { EngineName } from "../base/engine_name.ts";
import type { Progress } from "../base/progress.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { enginesOf } from "../base/target.ts";
import { queryDatabaseFile } from "../host/database/database_file.ts";
import { type OpenDatabase, openDatabaseFile } from "../host/database/open_database.ts";
import { inScratchFolder, type ScratchFolder } from "../host/files/scratch_folder.ts";
import type { PreparedBundle } from "../migrations/bundle.ts";
import type { BundledMigration } from "../runner/bundle.ts";
import type { Driver } from "../runner/driver.ts";
import { HISTORY_TABLE, migrationsUpTo } from "../runner/history.ts";
import { migrate } from "../runner/migrate.ts";
import { MigrationError } from "../runner/migration_error.ts";
import { objectHash } from "../runner/objects.ts";
import { CATALOG_QUERIES, snapshotOfCatalog } from "../schema/introspect.ts";
import { objectsOf, type SchemaSnapshot } from "../schema/snapshot.ts";
import { restoreTables } from "../shadow/proof/trial_schema.ts";
import { destinationOf } from "../shadow/proof/destination.ts";
import { seedTables } from "../shadow/proof/seeding.ts";
import { ShadowDatabase } from "../shadow/shadow_database.ts";
import { withoutLeftovers } from "../sources/history_tables.ts";
import { quoteName } from "../sql/names.ts";
import type { RunProject } from "./run_history.ts";
import { failureOf } from "./migration_diagnostic.ts";

/** Which upgrades to test. */
export interface UpgradeRequest {
  readonly project: PreparedBundle & Pick<RunProject, "target" | "declared">;
  /** The ids of the last migrations of released versions, in the order of the bundle. */
  readonly versions: readonly string[];
  /** Where a temporary folder for databases may be created, if needed. */
  readonly workingDirectory: string;
  readonly progress?: Progress | undefined;
}

/** The result of one upgrade. */
export interface UpgradedVersion {
  readonly from: string;
  /** The number of rows in the database. */
  readonly rows: number;
  /** How often a migration was interrupted. */
  readonly interruptions: number;
  /** The problems found, such as a schema that differs from that of a fresh install. */
  readonly faults: readonly Diagnostic[];
  /** Why generated rows make a migration fail. Real databases may have no such rows. */
  readonly stopped?: Diagnostic;
}

/**
 * Upgrades a database of every version with rows in it to the next one, and compares it with a
 * fresh install of that; one more database carries the rows of all versions to the last one. Each
 * migration is also interrupted before each of its statements: none of its changes may remain.
 * Fails if a fresh install itself does.
 */
export function tryUpgrades(request: UpgradeRequest): Promise<Result<readonly UpgradedVersion[]>> {
  return inScratchFolder(request.workingDirectory, async (folder) => {
    const engine = enginesOf(request.project.target).at(-1)!;
    const lab = { ...request, folder, engine };
    const fresh = await upgraded("fresh.db", lab, undefined);
    if (!fresh.ok) return fresh;
    const { versions, progress } = request;
    const done: UpgradedVersion[] = [];
    let seeded: { readonly constraints?: string; readonly inserts: readonly string[] } = {
      inserts: [],
    };
    // Without rows it passes through all versions, and is a fresh install of each.
    let base = await upgraded("base.db", lab, versions[0]);
    if (base.ok) folder.copy("base.db", "carried.db");
    for (const [index, from] of versions.entries()) {
      if (!base.ok) return base;
      progress?.(`Upgrading from ${index + 1} of ${versions.length} versions: ${from}`);
      const until = versions[index + 1];
      const { tables, indexes } = base.value;
      const constraints = [...tables, ...indexes].map(({ sql }) => sql).join(";\n");
      // The same rows are valid as long as a migration leaves tables and indexes as they are.
      if (constraints !== seeded.constraints) {
        const schemas = { base: base.value, fresh: fresh.value };
        seeded = { constraints, inserts: await insertsFor(schemas, lab) };
      }
      const { inserts } = seeded;
      const step = { from, until, inserts };
      const alone = await tryStep(step, lab);
      if (!alone.ok) return alone;
      const carried = await carryRowsOver(step, lab);
      base = await upgraded("base.db", lab, until);
      if (!base.ok) return base;
      const wanted = hashesOf(base.value);
      const { schema, stopped = carried.stopped, ...facts } = alone.value;
      const ends = carried.stopped === undefined ? [schema, carried.schema] : [schema];
      const [odd] = ends.flatMap((end) => differences(end, wanted, step));
      done.push({
        ...facts,
        faults: odd === undefined ? facts.faults : [...facts.faults, odd],
        ...(stopped && { stopped }),
      });
      // If its rows make an upgrade fail, it starts over.
      if (carried.stopped !== undefined) folder.copy("base.db", "carried.db");
    }
    return succeed(done);
  });
}

interface Lab extends UpgradeRequest {
  readonly folder: ScratchFolder;
  readonly engine: EngineName;
}

/** Upgrades one of these databases to a version, without one to the last; returns its schema. */
async function upgraded(
  name: string,
  lab: Lab,
  to: string | undefined,
): Promise<Result<SchemaSnapshot>> {
  const { folder, project } = lab;
  const path = `${folder.path}/${name}`;
  const database = await openScratch(path, lab);
  if (!database.ok) return database;
  try {
    await migrate(database.value.driver, project.bundle, { to });
  } catch (error) {
    if (error instanceof MigrationError) return failureOf(error, project);
    throw error;
  } finally {
    database.value.close();
  }
  const catalog = await queryDatabaseFile(path, CATALOG_QUERIES);
  return catalog.ok ? succeed(withoutLeftovers(snapshotOfCatalog(catalog.value))) : catalog;
}

interface Schemas {
  readonly fresh: SchemaSnapshot;
  readonly base: SchemaSnapshot;
}

/** Opens a temporary database without syncing to disk. */
async function openScratch(
  path: string,
  { engine, project }: Lab,
): Promise<Result<OpenDatabase>> {
  const database = await openDatabaseFile(path, engine, project.declared);
  if (!database.ok) return database;
  const asked = await database.value.ask("PRAGMA synchronous = OFF");
  return asked.ok ? database : asked;
}

/** An upgrade from one version to the next, with rows that are valid in the first. */
interface UpgradeStep {
  readonly from: string;
  /** Undefined for the last version. */
  readonly until: string | undefined;
  readonly inserts: readonly string[];
}

/** A schema as hashes of its objects. */
type Hashes = ReadonlyMap<string, string>;

type TriedStep = UpgradedVersion & { readonly schema: Hashes };

/** Upgrades a copy of the base with rows, or without them if they make it fail. */
async function tryStep(step: UpgradeStep, lab: Lab): Promise<Result<TriedStep>> {
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
  const facts = { from, rows: await insertAll(driver, inserts), interruptions: 0 };
  const faults: Diagnostic[] = [];
  try {
    const { migrations } = project.bundle;
    const start = migrations.findIndex(({ id }) => id === from) + 1;
    for (const migration of migrationsUpTo(migrations, until).slice(start)) {
      facts.interruptions += await interrupt(migration, driver, { project, faults });
      await migrate(driver, project.bundle, { to: migration.id });
    }
    return succeed({ ...facts, faults, schema: await schemaOf(driver) });
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    const failure = failureOf(error, project);
    if (inserts.length === 0) return fail(failure.reason, ...failure.diagnostics);
    return succeed({ ...facts, faults, schema: new Map(), stopped: failure.diagnostics[0]! });
  } finally {
    close();
  }
}

/**
 * Adds rows of this version to those of earlier ones and upgrades them all; returns why rows make
 * it fail, if they do.
 */
async function carryRowsOver(
  { until, inserts }: UpgradeStep,
  lab: Lab,
): Promise<{ readonly schema: Hashes; readonly stopped?: Diagnostic }> {
  const { folder, project } = lab;
  const database = await openScratch(`${folder.path}/carried.db`, lab);
  if (!database.ok) return { schema: new Map(), stopped: database.diagnostics[0]! };
  const { driver, close } = database.value;
  try {
    await insertAll(driver, inserts);
    await migrate(driver, project.bundle, { to: until });
    return { schema: await schemaOf(driver) };
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

/** Rows for every table that are valid in this version and, if possible, in the last one. */
async function insertsFor(
  { base, fresh }: Schemas,
  { engine, project: { declared } }: Lab,
): Promise<readonly string[]> {
  await using before = await ShadowDatabase.open({ engine, declared });
  await using after = await ShadowDatabase.open({ engine, declared });
  restoreTables(before, objectsOf(base));
  restoreTables(after, objectsOf(fresh));
  const destination = destinationOf(fresh, {
    table: (name) => name,
    column: (_, name) => name,
    fills: () => new Map(),
  });
  const request = { before, after, destination, conditions: [], settles: true };
  return seedTables(base.tables, request).inserts;
}

/** Inserts rows, in one transaction if possible; returns how many. */
async function insertAll(driver: Driver, inserts: readonly string[]): Promise<number> {
  // Rows of tables that reference each other have transactions of their own.
  if (inserts.includes("BEGIN")) return await insertEach(driver, inserts);
  await driver.query({ sql: "BEGIN" });
  const rows = await insertEach(driver, inserts);
  try {
    await driver.query({ sql: "COMMIT" });
    return rows;
  } catch {
    // A trigger rolled the transaction back.
    return await insertEach(driver, inserts);
  }
}

async function insertEach(driver: Driver, inserts: readonly string[]): Promise<number> {
  let rows = 0;
  for (const sql of inserts) {
    try {
      await driver.query({ sql });
      if (/^insert/i.test(sql)) rows++;
    } catch {
      // A trigger refuses the generated row.
    }
  }
  return rows;
}

async function schemaOf(driver: Driver): Promise<Hashes> {
  const objects = await driver.query({
    sql: `SELECT type, name, sql FROM sqlite_schema WHERE sql <> ''
  AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_penumbra\\_%' ESCAPE '\\'`,
  });
  return new Map(
    objects.map(({ type, name, sql }) => objectHash(String(type), String(name), String(sql))),
  );
}

function hashesOf(schema: SchemaSnapshot): Hashes {
  return new Map(
    objectsOf(schema).map(({ kind, name, sql }) =>
      objectHash(kind === "virtual-table" ? "table" : kind, name, sql)
    ),
  );
}

function differences(found: Hashes, wanted: Hashes, { from }: UpgradeStep): readonly Diagnostic[] {
  const odd = [...wanted.keys()].filter((name) => found.get(name) !== wanted.get(name));
  return odd.length === 0 ? [] : [{
    code: "upgrade/differs",
    severity: "error",
    message: `A database upgraded from "${from}" has a different schema than a fresh install`,
    notes: odd,
    hint: "Check whether the schema depends on rows, or on the order of migrations",
  }];
}

/** The whole contents of a database, as one text. */
async function contentsOf(driver: Driver): Promise<string> {
  const objects = await driver.query({
    sql: "SELECT type, name, sql FROM sqlite_schema ORDER BY rowid",
  });
  const contents: unknown[] = [objects];
  for (const { type, name, sql } of objects) {
    if (type !== "table" || /^create\s+virtual/i.test(String(sql))) continue;
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
