import type { Diagnostic } from "../base/diagnostic.ts";
import type { EngineName } from "../base/engine_name.ts";
import type { Progress } from "../base/progress.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { enginesOf, type Target } from "../base/target.ts";
import { queryDatabaseFile } from "../host/database/database_file.ts";
import { openDatabaseFile } from "../host/database/open_database.ts";
import { inScratchFolder, type ScratchFolder } from "../host/files/scratch_folder.ts";
import type { PreparedBundle } from "../migrations/bundle.ts";
import type { BundledMigration } from "../runner/bundle.ts";
import type { Driver } from "../runner/driver.ts";
import { migrate } from "../runner/migrate.ts";
import { MigrationError } from "../runner/migration_error.ts";
import { objectHash } from "../runner/objects.ts";
import { CATALOG_QUERIES, snapshotOfCatalog } from "../schema/introspect.ts";
import { objectsOf, type SchemaSnapshot } from "../schema/snapshot.ts";
import { restoreTables } from "../shadow/proof.ts";
import { destinationOf, seedTables } from "../shadow/seeding.ts";
import { ShadowDatabase } from "../shadow/shadow_database.ts";
import { withoutLeftovers } from "../sources/history_tables.ts";
import { quoteName } from "../sql/names.ts";
import { failureOf } from "./migration_diagnostic.ts";

/** Which upgrades are to be tried. */
export interface UpgradeRequest {
  readonly project: PreparedBundle;
  readonly target: Target;
  /** The ids of the last migrations of released versions, in the order of the bundle. */
  readonly versions: readonly string[];
  /** Where a folder for databases may be made, if need be. */
  readonly workingDirectory: string;
  readonly progress?: Progress | undefined;
}

/** What one upgrade came to. */
export interface UpgradedVersion {
  readonly from: string;
  /** How many rows the database had. */
  readonly rows: number;
  /** How often a migration was interrupted. */
  readonly interruptions: number;
  /** What is not as it should be: another schema than that of a fresh install, and the like. */
  readonly faults: readonly Diagnostic[];
  /** Why rows that were made up stop a migration. They may be rows that nobody has. */
  readonly stopped?: Diagnostic;
}

/**
 * Upgrades a database of every version with rows in it, and compares it with a fresh install. Each
 * migration is once interrupted before each of its statements: nothing of it may stay then. Fails
 * where a fresh install itself does.
 */
export function tryUpgrades(request: UpgradeRequest): Promise<Result<readonly UpgradedVersion[]>> {
  return inScratchFolder(request.workingDirectory, async (folder) => {
    const engine = enginesOf(request.target).at(-1)!;
    const lab = { ...request, folder, engine };
    const fresh = await upgraded("fresh.db", lab, undefined);
    if (!fresh.ok) return fresh;
    const done: UpgradedVersion[] = [];
    const { versions, progress } = request;
    for (const [index, from] of versions.entries()) {
      progress?.(`Upgrading from ${index + 1} of ${versions.length} versions: ${from}`);
      // One database goes through all versions, and each upgrade begins with a copy of it.
      const base = await upgraded("base.db", lab, from);
      if (!base.ok) return base;
      const tried = await tryVersion({ from, until: versions[index + 1] }, lab, {
        fresh: fresh.value,
        base: base.value,
      });
      if (!tried.ok) return tried;
      done.push(tried.value);
    }
    return succeed(done);
  });
}

interface Lab extends UpgradeRequest {
  readonly folder: ScratchFolder;
  readonly engine: EngineName;
}

/** Takes a database of ours to a version, the last without one; gives back its schema. */
async function upgraded(
  name: string,
  { folder, engine, project }: Lab,
  to: string | undefined,
): Promise<Result<SchemaSnapshot>> {
  const path = `${folder.path}/${name}`;
  const database = await openDatabaseFile(path, engine);
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

async function tryVersion(
  range: { readonly from: string; readonly until: string | undefined },
  lab: Lab,
  schemas: Schemas,
): Promise<Result<UpgradedVersion>> {
  const inserts = await insertsFor(schemas, lab.engine);
  const withRows = await tryWith(inserts, range, lab, schemas);
  if (!withRows.ok || withRows.value.stopped === undefined) return withRows;
  const without = await tryWith([], range, lab, schemas);
  return without.ok ? succeed({ ...without.value, stopped: withRows.value.stopped }) : without;
}

async function tryWith(
  inserts: readonly string[],
  { from, until }: { readonly from: string; readonly until: string | undefined },
  { folder, engine, project }: Lab,
  { fresh }: Schemas,
): Promise<Result<UpgradedVersion>> {
  folder.copy("base.db", "tried.db");
  const database = await openDatabaseFile(`${folder.path}/tried.db`, engine);
  if (!database.ok) return database;
  const { driver, close } = database.value;
  const facts = { from, rows: await insertAll(driver, inserts), interruptions: 0 };
  const faults: Diagnostic[] = [];
  try {
    const { migrations } = project.bundle;
    const start = migrations.findIndex(({ id }) => id === from) + 1;
    const end = until === undefined
      ? migrations.length
      : migrations.findIndex(({ id }) => id === until) + 1;
    for (const migration of migrations.slice(start, end)) {
      facts.interruptions += await interrupt(migration, driver, { project, faults });
      await migrate(driver, project.bundle, { to: migration.id });
    }
    await migrate(driver, project.bundle);
    faults.push(...differences(await schemaOf(driver), fresh, from));
    return succeed({ ...facts, faults });
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    const failure = failureOf(error, project);
    if (inserts.length === 0) return fail(failure.reason, ...failure.diagnostics);
    return succeed({ ...facts, faults, stopped: failure.diagnostics[0]! });
  } finally {
    close();
  }
}

/** Interrupts a migration before each of its statements; how often that was. */
async function interrupt(
  migration: BundledMigration,
  driver: Driver,
  { project: { bundle }, faults }: {
    readonly project: PreparedBundle;
    readonly faults: Diagnostic[];
  },
): Promise<number> {
  // Between what cannot run in a transaction, a part of it stays and is gone on from.
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
      });
      break;
    }
  }
  return migration.statements.length;
}

const INTERRUPTED = "interrupted on purpose";

/** Rows for every table that suit this version and, where that is possible, the last one. */
async function insertsFor(
  { base, fresh }: Schemas,
  engine: EngineName,
): Promise<readonly string[]> {
  await using before = await ShadowDatabase.open({ engine });
  await using after = await ShadowDatabase.open({ engine });
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

async function insertAll(driver: Driver, inserts: readonly string[]): Promise<number> {
  let rows = 0;
  for (const sql of inserts) {
    try {
      await driver.query({ sql });
      rows++;
    } catch {
      // A trigger that the made-up row does not suit.
    }
  }
  return rows;
}

/** The schema by the hashes of its objects. */
async function schemaOf(driver: Driver): Promise<ReadonlyMap<string, string>> {
  const objects = await driver.query({
    sql: `SELECT type, name, sql FROM sqlite_schema WHERE sql <> ''
  AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_penumbra\\_%' ESCAPE '\\'`,
  });
  return new Map(
    objects.map(({ type, name, sql }) => objectHash(String(type), String(name), String(sql))),
  );
}

function differences(
  found: ReadonlyMap<string, string>,
  fresh: SchemaSnapshot,
  from: string,
): readonly Diagnostic[] {
  const wanted = new Map(
    objectsOf(fresh).map(({ kind, name, sql }) =>
      objectHash(kind === "virtual-table" ? "table" : kind, name, sql)
    ),
  );
  const odd = [...wanted.keys()].filter((name) => found.get(name) !== wanted.get(name));
  return odd.length === 0 ? [] : [{
    code: "upgrade/differs",
    severity: "error",
    message: `A database upgraded from "${from}" has a different schema than a fresh install`,
    notes: odd,
    hint: "Check whether the schema depends on rows, or on the order of migrations",
  }];
}

/** All that a database holds, as one text. */
async function contentsOf(driver: Driver): Promise<string> {
  const objects = await driver.query({
    sql: "SELECT type, name, sql FROM sqlite_schema ORDER BY rowid",
  });
  const contents: unknown[] = [objects];
  for (const { type, name, sql } of objects) {
    if (type !== "table" || /^create\s+virtual/i.test(String(sql))) continue;
    contents.push(await driver.query({ sql: `SELECT * FROM ${quoteName(String(name))}` }));
  }
  return JSON.stringify(
    contents,
    (_, value) =>
      typeof value === "bigint" ? String(value) : value instanceof Uint8Array ? [...value] : value,
  );
}
