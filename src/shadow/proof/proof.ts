import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import type { ProgressOptions } from "../../base/progress.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { detectChanges } from "../../diff/detect_changes.ts";
import { describeChange } from "../../diff/describe.ts";
import { alwaysInTransaction, enginesOf, type Target } from "../../base/target.ts";
import { onlyAdds } from "../../schema/reach/reach.ts";
import { parentsNamedIn, scopeOf } from "../../schema/reach/scope.ts";
import {
  changedSnapshot,
  objectsOf,
  type SchemaObject,
  type SchemaSnapshot,
  type Table,
  unsharedObjects,
} from "../../schema/snapshot.ts";
import type { TrialEngine } from "../../base/engine_name.ts";
import type { SqlValue } from "../../host/engines/engine.ts";
import { fold, quoteString } from "../../sql/names.ts";
import { splitStatements, type Statement } from "../../sql/statements.ts";
import { independentFacts } from "./independent.ts";
import { oneEngine } from "./one_engine.ts";
import { brokenMessage, brokenObjects, unknownDefaults } from "../database/broken_objects.ts";
import { type KeptTable, keptTables, missingRows, rememberRows } from "./proof_rows.ts";
import type { Destination } from "../seed/destination.ts";
import { seedAgain, type Seeding, seedTables } from "../seed/seed_tables.ts";
import {
  fillSearchIndexes,
  isCreatedAfterRows,
  isCreatedBeforeRows,
  tablesToSeed,
  withReferencedTables,
} from "../seed/trial_schema.ts";
import { ShadowDatabase } from "../database/shadow_database.ts";
import type { TargetDatabase } from "../database/target_options.ts";

/** A migration and the state it must lead to. */
export interface ProofRequest extends TargetDatabase, ProgressOptions {
  readonly migration: SourceText;
  readonly current: SchemaSnapshot;
  readonly desired: SchemaSnapshot;
  /** The names of tables and columns after the migration. */
  readonly destination: Destination;
  /** SQL expressions that are true if the gates of the migration let it pass. */
  readonly conditions: readonly string[];
  /** Whether it requires a connection without foreign keys, and fails in a transaction of any other. */
  readonly alone: boolean;
}

/** The result of a proof. */
export interface Proof {
  /** Tables that no row could be inserted into, so that nothing is proven about their rows. */
  readonly unseeded: readonly string[];
}

/** How a runner may run a file. */
type Mode = "autocommit" | "transaction";

const MODE_WORDS: Readonly<Record<Mode, string>> = {
  autocommit: "outside of a transaction",
  transaction: "in a transaction",
};

function modesOf(target: Target): readonly Mode[] {
  return alwaysInTransaction(target) ? ["transaction"] : ["autocommit", "transaction"];
}

/**
 * Runs a migration on the schema at the end of the history, with rows in every table it can affect
 * and foreign keys on, once outside and once inside a transaction, on every engine of the target.
 * It is proven if every statement runs, the result is the desired schema (by the model, and by what
 * the engine itself reports), every row still has its values, the database passes its integrity
 * check, and every view and trigger compiles. Fails with `plan/one-engine` if an engine of the
 * target does not accept the schemas themselves; anything else is our bug.
 */
export async function proveMigration(request: ProofRequest): Promise<Result<Proof>> {
  const script = splitStatements(request.migration);
  if (!script.ok) throw new Error("A generated migration cannot be split");
  const { statements } = script.value;
  if (statements.every(onlyAdds)) {
    // Rows stay where they are, so that it does not matter what they reference.
    const proof = await proveWithRows(request, statements, { onlyRequired: true });
    if (!proof.ok || proof.value.unseeded.length === 0) return proof;
  }
  return await proveWithRows(request, statements);
}

/** Proves the migration with rows in the tables that it can affect, and in their parents. */
async function proveWithRows(
  request: ProofRequest,
  statements: readonly Statement[],
  parents: { readonly onlyRequired?: boolean } = {},
): Promise<Result<Proof>> {
  const touched = scopeOf(request.current, statements);
  const needed = [...touched, ...parentsNamedIn(request.current, statements)];
  const tables = tablesToSeed(needed, request.current, parents);
  const scope = withReferencedTables([...needed, ...tables], request.current);
  const expected = expectedObjects(request, scope);
  const asNow = new Map(without(scope, touched).map((object) => [identity(object), object]));
  const goals = expected.map((object) => asNow.get(identity(object)) ?? object);
  const kept = keptTables(tables, request.destination);
  const work = { request, statements, tables, kept, scope, expected, goals };
  const unseeded = new Set<string>();
  const [first, ...others] = enginesOf(request.target);
  let seeding: Seeding | undefined;
  for (const engine of [first, ...others]) {
    const proof = await proveOn(engine, work, seeding);
    if (!proof.ok) {
      if (engine === first) return proof;
      const engines = { accepting: first, refusing: engine, declared: request.declared };
      const refused = await oneEngine(engines, scope, expected);
      return refused === undefined ? proof : fail("finding", refused);
    }
    seeding = proof.value;
    seeding.unseeded.forEach((name) => unseeded.add(name));
  }
  return succeed({
    unseeded: touched.map(({ name }) => name).filter((name) => unseeded.has(name)),
  });
}

/** A migration and the parts of both schemas that it takes to try it. */
interface Work {
  readonly request: ProofRequest;
  readonly statements: readonly Statement[];
  /** The tables with rows, and those of them that are still there afterwards. */
  readonly tables: readonly Table[];
  readonly kept: readonly KeptTable[];
  readonly scope: readonly SchemaObject[];
  /** The objects of the desired schema that must be there in the end. */
  readonly expected: readonly SchemaObject[];
  /**
   * The same, but as they are now if no statement can change them: they may say the same in other
   * words, which only a table outside of the trial explains, such as the parent of a parent.
   */
  readonly goals: readonly SchemaObject[];
}

/**
 * The rows with which the migration is proven on one engine, in every way that a runner may run the
 * file. These are the known ones, if the engine accepts them.
 */
async function proveOn(
  engine: TrialEngine,
  work: Work,
  known?: Seeding,
): Promise<Result<Seeding>> {
  const { request, tables, scope, goals } = work;
  const where = { engine, declared: request.declared };
  await using goal = await ShadowDatabase.open(where);
  let seeding: Seeding | undefined;
  const seen = new Set<string>();
  for (const mode of modesOf(request.target)) {
    const failed = (...faults: readonly string[]) =>
      fail("bug", notProven(request, { engine, mode }, faults));
    await using shadow = await ShadowDatabase.open(where);
    let refused = shadow.tryRestore(scope.filter(isCreatedBeforeRows));
    if (seeding === undefined) {
      refused ??= goal.tryRestore(goals.filter(isCreatedBeforeRows));
      if (refused !== undefined) return failed(refused);
      const { destination, conditions } = request;
      request.progress?.("Proving the migration: making rows");
      const databases = { before: shadow, after: goal, destination, conditions };
      const isKnown = known?.unseeded.length === 0;
      if (isKnown && !seedAgain(known, databases)) return await proveOn(engine, work);
      seeding = isKnown ? known : seedTables(tables, databases);
      refused = goal.tryRestore(goals.filter(isCreatedAfterRows));
    } else seeding.inserts.forEach((sql) => shadow.execute(sql));
    raiseSequences(shadow, tables);
    refused ??= shadow.tryRestore(scope.filter(isCreatedAfterRows));
    fillSearchIndexes(shadow, scope);
    if (refused !== undefined) return failed(refused);
    const faults = faultsOf(shadow, { ...work, mode, goal, seen });
    if (faults.length > 0) return failed(...faults);
  }
  return succeed(seeding!);
}

interface Trial extends Work {
  readonly mode: Mode;
  /** The desired schema, created from its own SQL. */
  readonly goal: ShadowDatabase;
  /** The texts of schemas that were found equal to the desired one on this engine. */
  readonly seen: Set<string>;
}

function faultsOf(shadow: ShadowDatabase, trial: Trial): string[] {
  const { request, statements, mode, goal, seen, kept } = trial;
  const rows = rememberRows(shadow, kept);
  const run = [
    ...(mode === "transaction" && request.alone ? ["PRAGMA foreign_keys = OFF"] : []),
    ...(mode === "transaction" ? ["BEGIN"] : []),
    ...statements.map((statement) => statement.sql),
    ...(mode === "transaction" ? ["COMMIT"] : []),
  ];
  for (const [index, sql] of run.entries()) {
    const place = `statement ${index + 1} of ${run.length}`;
    request.progress?.(`Proving the migration ${MODE_WORDS[mode]}: ${place}`);
    const refused = shadow.attempt(sql);
    if (refused !== undefined) return [`${refused}, in: ${sql}`];
  }
  const text = JSON.stringify(schemaTexts(shadow));
  const inSchema = seen.has(text) ? [] : schemaFaults(shadow, trial);
  if (inSchema.length === 0) seen.add(text);
  return [
    ...inSchema,
    ...rows.flatMap((remembered) => missingRows(shadow, remembered)),
    ...orphanFaults(shadow, goal),
    ...integrityFaults(shadow).filter((part) => !integrityFaults(goal).includes(part)),
  ];
}

/** Everything that determines the schema for an engine, in rows of table or view and text. */
function schemaTexts(shadow: ShadowDatabase): SqlValue[][] {
  return shadow.query("SELECT tbl_name, type, name, sql FROM sqlite_schema ORDER BY 1, 2, 3");
}

/** How the resulting schema differs from the desired one, by two readings, or does not compile. */
function schemaFaults(
  shadow: ShadowDatabase,
  { request: { desired }, expected, goal }: Pick<Trial, "request" | "expected" | "goal">,
): string[] {
  const reached = shadow.introspect(expected);
  // Which key a foreign key means, its parent says, which may not be here.
  const whole = changedSnapshot(desired, new Set(expected), objectsOf(reached));
  const left = detectChanges(whole, desired).map(describeChange);
  if (left.length > 0) return left.map((change) => `it leaves undone: ${change}`);
  const tables = withOtherTexts(schemaTexts(shadow), schemaTexts(goal));
  const [is, wanted] = [independentFacts(shadow, tables), independentFacts(goal, tables)];
  return [
    ...[...brokenObjects(shadow, reached), ...unknownDefaults(shadow, reached)].map(brokenMessage),
    ...is.filter((fact) => !wanted.includes(fact)).map((fact) => `it leaves behind ${fact}`),
    ...wanted.filter((fact) => !is.includes(fact)).map((fact) => `it does not reach ${fact}`),
  ];
}

/** The tables and views with rows in only one of the lists: what has the same texts is the same. */
function withOtherTexts(...lists: readonly (readonly SqlValue[][])[]): string[] {
  const all = Map.groupBy(lists.flat(), (row) => JSON.stringify(row));
  const single = [...all.values()].filter(({ length }) => length < lists.length);
  return [...new Set(single.flat().map(([table]) => String(table)))];
}

/**
 * The findings of `integrity_check`. A desired schema may have some of its own, such as one that
 * computes a text for a STRICT column of blobs: these are not faults of the migration.
 * https://www.sqlite.org/pragma.html#pragma_integrity_check
 */
function integrityFaults(shadow: ShadowDatabase): string[] {
  return shadow.query("PRAGMA integrity_check").map(String).filter((answer) => answer !== "ok");
}

/** Orphan rows; none if the foreign keys of the desired schema cannot be checked at all. */
function orphanFaults(shadow: ShadowDatabase, goal: ShadowDatabase): string[] {
  const check = 'SELECT DISTINCT "table" FROM pragma_foreign_key_check';
  const orphans = shadow.tryQuery(check);
  if (typeof orphans !== "string") return orphans.map(([table]) => `"${table}" has orphan rows`);
  return typeof goal.tryQuery(check) === "string" ? [] : [orphans];
}

/**
 * The objects of the desired schema that the shadow must contain in the end: those that were
 * affected.
 */
function expectedObjects(request: ProofRequest, scope: readonly SchemaObject[]): SchemaObject[] {
  const touched = new Set(scope);
  const [before, after] = unsharedObjects(request.current, request.desired);
  const untouched = new Set(without(before, scope).map(identity));
  const changed = new Set(after.filter((object) => !untouched.has(identity(object))));
  return objectsOf(request.desired).filter((it) => touched.has(it) || changed.has(it));
}

function identity(object: SchemaObject): string {
  return `${object.kind} ${fold(object.name)}`;
}

function without(all: readonly SchemaObject[], some: readonly SchemaObject[]): SchemaObject[] {
  const set = new Set(some);
  return all.filter((object) => !set.has(object));
}

/** Makes every AUTOINCREMENT table remember ids of deleted rows. */
function raiseSequences(shadow: ShadowDatabase, tables: readonly Table[]): void {
  for (const table of tables) {
    if (!table.primaryKey?.autoincrement) continue;
    shadow.execute(
      `UPDATE sqlite_sequence SET seq = seq + 1000 WHERE name = ${quoteString(table.name)}`,
    );
  }
}

function notProven(
  { migration }: ProofRequest,
  { engine, mode }: { readonly engine: TrialEngine; readonly mode: Mode },
  faults: readonly string[],
): Diagnostic {
  return {
    code: "proof/failed",
    severity: "error",
    message: `Cannot prove ${migration.name}: run in ${mode} on ${engine}, ${faults[0]}`,
    notes: [...faults.slice(1), "Nothing was written"],
    hint: "This is a bug in penumbra: please report it with the migrations and the schema",
  };
}
