import type { Driver } from "../../runner/driver.ts";
import { objectsOf, type SchemaSnapshot } from "../../schema/snapshot.ts";
import { destinationOf } from "../../shadow/seed/destination.ts";
import { seedTables } from "../../shadow/seed/seed_tables.ts";
import { restoreTables } from "../../shadow/seed/trial_schema.ts";
import { ShadowDatabase } from "../../shadow/database/shadow_database.ts";
import type { Lab } from "./scratch_database.ts";

/**
 * A function that returns rows for a version, as INSERTs: the same ones as long as tables and
 * indexes stay the same, since they are then valid, too.
 */
export function rowGenerator(
  fresh: SchemaSnapshot,
  lab: Lab,
): (base: SchemaSnapshot) => Promise<readonly string[]> {
  let last: { readonly constraints: string; readonly inserts: readonly string[] } | undefined;
  return async (base) => {
    const constraints = [...base.tables, ...base.indexes].map(({ sql }) => sql).join(";\n");
    if (last?.constraints !== constraints) {
      last = { constraints, inserts: await insertsFor({ base, fresh }, lab) };
    }
    return last.inserts;
  };
}

/** Rows for every table that are valid in this version and, if possible, in the last one. */
async function insertsFor(
  { base, fresh }: { readonly base: SchemaSnapshot; readonly fresh: SchemaSnapshot },
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
export async function insertAll(driver: Driver, inserts: readonly string[]): Promise<number> {
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
