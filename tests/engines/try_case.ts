import type { Target } from "penumbra";
import { independentFacts } from "../../src/shadow/proof/independent.ts";
import { openEngine } from "../../src/host/engines/engine.ts";
import { execute, quoteStrings, statementsOf } from "../golden/engines.ts";
import { forth, type GoldenCase, loadSides } from "../golden/golden_case.ts";
import { type Kept, keptBy, lostRows, rowsOf, rowsQuery } from "../golden/rows.ts";
import { type Answer, messageOf, type TestedEngine, type Way } from "./engine.ts";

/** A golden case with the migration for one target. */
export interface Prepared {
  readonly golden: GoldenCase;
  readonly statements: readonly string[];
  readonly kept: readonly Kept[];
  /** The facts of the desired schema, as a current engine reports them. */
  readonly goal: readonly string[];
}

/** Generates the migration of a case for a target, or returns why it is refused. */
export async function prepare(
  golden: GoldenCase,
  target: Target,
): Promise<Prepared | { readonly refused: string }> {
  const asked = { ...golden, answers: { ...golden.answers, target } };
  // The shadow of one target may refuse what an engine accepts.
  const sides = await loadSides(asked).catch((error) => messageOf(error).split("\n")[0]!);
  if (typeof sides === "string") return { refused: sides };
  const migration = await forth(asked, sides);
  if (!migration.ok) return { refused: migration.diagnostics.map((it) => it.code).join(", ") };
  const renames = migration.value.changes.filter((change) =>
    change.kind === "rename-table" || change.kind === "rename-column"
  );
  return {
    golden,
    statements: statementsOf(migration.value.text),
    kept: keptBy(sides.before, sides.after, renames),
    goal: await factsOf(golden, statementsOf(golden.after)),
  };
}

/** The result of a case on an engine. */
export interface Result {
  readonly kind: "reached" | "lacks" | "failed";
  /** Why it did not reach the schema. */
  readonly why: string;
}

/** Runs a migration on an engine in each of its ways. */
export async function tryCase(engine: TestedEngine, prepared: Prepared): Promise<Result> {
  // A table that is rebuilt alone needs a connection without foreign keys.
  const alone = prepared.golden.answers.rebuild === "alone";
  for (const way of engine.ways.filter((it) => !alone || !it.transaction || !it.foreignKeys)) {
    const result = await tryWay(engine, prepared, way);
    if (result.kind === "reached") continue;
    const lacked = result.kind === "failed" ? await lackedAfter(engine, prepared, way) : undefined;
    return lacked ?? { ...result, why: `${result.why} (${describe(way)})` };
  }
  return { kind: "reached", why: "" };
}

/** Why an engine cannot create the schema after, if it cannot. */
async function lackedAfter(
  engine: TestedEngine,
  { golden }: Prepared,
  way: Way,
): Promise<Result | undefined> {
  const nothing = { migration: [], before: [], after: [] };
  const outcome = await engine.run({ setup: statementsOf(golden.after), ...nothing, way });
  return outcome.kind === "lacks" ? { kind: "lacks", why: outcome.message } : undefined;
}

function describe({ transaction, foreignKeys }: Way): string {
  return `${transaction ? "transaction" : "autocommit"}, keys ${foreignKeys ? "on" : "off"}`;
}

const SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid";

async function tryWay(
  engine: TestedEngine,
  { golden, statements, kept, goal }: Prepared,
  way: Way,
): Promise<Result> {
  const outcome = await engine.run({
    setup: [golden.before, golden.rows].flatMap(statementsOf),
    migration: statements,
    way,
    before: kept.map((it) => rowsQuery(it, 0)),
    after: [...kept.map((it) => rowsQuery(it, 1)), SCHEMA, "PRAGMA integrity_check"],
  });
  if (outcome.kind !== "ran") {
    return { kind: outcome.kind === "lacks" ? "lacks" : "failed", why: outcome.message };
  }
  const read = (answers: readonly Answer[]) =>
    kept.map((it, index) => ({ rows: rowsOf(it, answers[index]!), sequence: 0 }));
  const [schema, integrity] = outcome.after.slice(kept.length);
  const faults = [
    ...lostRows(kept, read(outcome.before), read(outcome.after)),
    ...await schemaFaults(golden, { schema: schema!, goal }),
    ...integrity!.map(String).filter((it) => it !== "ok"),
  ];
  return faults.length === 0 ? { kind: "reached", why: "" } : { kind: "failed", why: faults[0]! };
}

/** The differences between a schema, run on a current engine, and the desired one. */
async function schemaFaults(
  golden: GoldenCase,
  { schema, goal }: { readonly schema: Answer; readonly goal: readonly string[] },
): Promise<string[]> {
  const texts = schema.map(([type, name, sql]) =>
    [String(type), String(name), String(sql)] as const
  );
  const namesOf = (pattern: RegExp) =>
    texts.filter(([, , sql]) => pattern.test(sql)).map(([, name]) => name);
  const virtual = namesOf(/^create\s+virtual/i);
  const backed = [...virtual, ...namesOf(/^create\s+(unique\s+)?index/i)];
  const isTheirs = (name: string) =>
    /^sqlite_|^_cf_|^__turso_|^libsql_vector_/.test(name) ||
    backed.some((it) => name.startsWith(`${it}_`) && BACKING.test(name.slice(it.length)));
  const order = ["table", "virtual", "index", "view", "trigger"];
  const rank = ([type, name]: typeof texts[number]) =>
    order.indexOf(virtual.includes(name) ? "virtual" : type);
  const own = texts.filter(([, name]) => !isTheirs(name)).sort((a, b) => rank(a) - rank(b));
  const statements = own.map(([, , sql]) => sql);
  let is: readonly string[];
  try {
    is = await factsOf(golden, statements);
  } catch (error) {
    return [`keeps a text that SQLite does not read: ${messageOf(error)}`];
  }
  return [
    ...is.filter((fact) => !goal.includes(fact)).map((it) => `too much: ${it}`),
    ...goal.filter((fact) => !is.includes(fact)).map((it) => `missing: ${it}`),
  ];
}

/** The suffixes of the backing tables of search, R-tree and vector indexes. */
const BACKING =
  /^_(data|idx|content|docsize|config|segments|segdir|stat|node|rowid|parent|shadow|shadow_idx)$/;

async function factsOf({ answers }: GoldenCase, statements: readonly string[]): Promise<string[]> {
  const database = await openEngine(answers.libsqlOnly === undefined ? "sqlite" : "libsql");
  try {
    for (const sql of statements) execute(database, sql);
    if (answers.libsqlOnly === undefined) quoteStrings(database);
    return independentFacts(database);
  } finally {
    database.close();
  }
}
