import { quoteName } from "../../src/sql/names.ts";
import type { Random } from "../bench/random.ts";
import { count, type Counts } from "./counts.ts";
import { modeName } from "../support/modes.ts";
import { apply, type Database } from "./database.ts";
import type { Correspondence } from "./correspondence.ts";
import { type Expectation, expectRows } from "./fit.ts";
import { rowidKey, type SchemaModel } from "./model.ts";
import { lossesDespiteErrors, type TestedMigration } from "./despite_errors.ts";

/** A transition whose rows must fit the later schema. */
export interface Fitting extends TestedMigration {
  readonly random: Random;
  readonly counts: Counts;
}

/**
 * Deletes the rows that the later schema refuses. Sometimes the migration is run before that: it
 * must stop and leave everything as it was. Undefined if rows remain that do not fit, and if only
 * the engine can tell.
 */
export async function makeFit(
  database: Database,
  fitting: Fitting,
): Promise<Expectation | string | undefined> {
  const { after, answers, random, counts } = fitting;
  if (numbersParents(database, after, answers)) return undefined;
  let expectation = await expectRows(database, after, answers);
  if (expectation.refused.size > 0 && random.chance(0.3)) {
    const [lost] = await lossesDespiteErrors(database, fitting, {
      random,
      counts,
      rowsStopIt: true,
    });
    if (lost !== undefined) return lost;
    const stopped = tryInVain(database, fitting, expectation);
    if (stopped.fault !== undefined) return stopped.fault;
    count(counts, `stopped by rows, nothing changed: ${stopped.where}`);
  }
  for (let attempt = 0; attempt < 4 && expectation.refused.size > 0; attempt++) {
    for (const [table, conditions] of expectation.refused) {
      for (const condition of conditions) {
        database.run(`DELETE FROM ${quoteName(table.name)} WHERE ${condition}`);
      }
    }
    expectation = await expectRows(database, after, answers);
  }
  return expectation.refused.size > 0 ? undefined : expectation;
}

/** Whether the engine chooses rowids that other rows may reference. */
function numbersParents(
  database: Database,
  { tables }: SchemaModel,
  { pairs }: Correspondence,
): boolean {
  return pairs.some(({ before, after, columns }) => {
    const key = rowidKey(after);
    const source = columns.find(([, to]) => to.id === key)?.[0];
    const isParent = tables.some((it) => it.foreignKeys.some(({ parent }) => parent === after.id));
    if (key === undefined || source === undefined || !isParent) return false;
    const rows = `FROM ${quoteName(before.name)} WHERE ${quoteName(source.name)} IS NULL`;
    return database.query(`SELECT 1 ${rows} LIMIT 1`).length > 0;
  });
}

/**
 * Where rows stopped a migration: at a gate, or at a statement that only the transaction undoes.
 */
interface Stopped {
  readonly where: "at a gate" | "later";
  readonly fault?: string;
}

/** Runs a migration that rows must stop, with nothing changed. */
function tryInVain(
  database: Database,
  { generated: { statements }, target, random }: Fitting,
  expectation: Expectation,
): Stopped {
  const content = () => JSON.stringify(contentOf(database));
  const before = content();
  // With foreign keys off, nothing stops a row without a parent.
  const transaction = target === "d1" || random.chance(0.5);
  const mode = { transaction, foreignKeys: true, legacy: false };
  const refused = apply(database, statements.map((it) => it.sql), mode);
  const head = `${database.engine}, stopped by rows, ${modeName(mode)}`;
  const where = /^insert into __penumbra_gate/i.test(refused?.sql ?? "") ? "at a gate" : "later";
  if (refused === undefined) {
    const rows = [...expectation.refused].map(([table, rows]) => `${table.name}: ${rows[0]}`);
    return { where, fault: `${head}: rows that do not fit were kept, ${rows.join("; ")}` };
  }
  if (!/constraint|datatype mismatch|cannot store|malformed JSON/i.test(refused.message)) {
    return { where, fault: `${head}: ${refused.message}, in: ${refused.sql}` };
  }
  if (content() === before) return { where };
  return { where, fault: `${head}: what was stopped left something behind` };
}

/** The whole contents except the storage of indexes. */
function contentOf(database: Database): unknown[] {
  const objects = database.query("SELECT type, name, sql FROM sqlite_schema ORDER BY rowid");
  const tables = objects.filter(([type, , sql]) =>
    type === "table" && /^create table/i.test(String(sql))
  );
  return [
    objects,
    ...tables.map(([, name]) => database.query(`SELECT count(*) FROM ${quoteName(String(name))}`)),
  ];
}
