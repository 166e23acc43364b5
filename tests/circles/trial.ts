import { DatabaseSync } from "node:sqlite";
import { generateMigration, type SchemaSnapshot } from "penumbra";
import { detectChanges } from "../../src/diff/detect_changes.ts";
import { describeChange } from "../../src/diff/describe.ts";
import { type Engine, sqliteEngine } from "../../src/host/engines/engine.ts";
import { introspect } from "../../src/schema/introspect.ts";
import { independentFacts } from "../../src/shadow/proof/independent.ts";
import { loadDdl } from "../../src/shadow/load/load_ddl.ts";
import { describeMode, type Mode, MODES, statementsOf } from "../golden/engines.ts";
import { opensTransaction, runDespiteErrors } from "../golden/despite_errors.ts";
import { type Kept, keptBy, lostRows, readRows } from "../golden/rows.ts";
import { setMode } from "../support/modes.ts";
import { lostTables, tableSizes } from "../support/row_losses.ts";

/** Two schemas and the rows, as SQL. */
export interface TrialText {
  readonly before: string;
  readonly after: string;
  readonly rows: string;
}

/** The result of a case: its faults, or the refusal. */
export interface Verdict {
  readonly faults: readonly string[];
  /** The codes of the diagnostics if no migration was written. */
  readonly refused?: readonly string[];
  readonly migration: string;
}

/** The modes in which a migration must reach the schema on plain SQLite. */
export const WAYS = MODES.filter((mode) => mode.engine === "sqlite");

/**
 * Generates the migration of a case and runs it: in autocommit and in a transaction, with foreign
 * keys on and off and with legacy_alter_table; then with each statement failing in turn while the
 * runner continues, unless `despiteErrors` is false.
 */
export async function judge(
  text: TrialText,
  options: { readonly despiteErrors?: boolean; readonly ways?: readonly Mode[] } = {},
): Promise<Verdict> {
  const [current, desired] = [await snapshotOf(text.before), await snapshotOf(text.after)];
  const answers = { noRenames: true, allow: ["data-loss"] };
  const migration = await generateMigration({ current, desired, ...answers, target: "sqlite" });
  if (!migration.ok) {
    const { reason, diagnostics } = migration;
    const said = diagnostics.map((it) => [it.message, ...(it.notes ?? [])].join(" "));
    const faults = reason === "finding" ? [] : [`generate (${reason}): ${said.join("; ")}`];
    return { faults, refused: diagnostics.map((it) => it.code), migration: "" };
  }
  const trial: Trial = {
    text,
    statements: statementsOf(migration.value.text),
    desired,
    kept: keptBy(current, desired, []),
    goal: factsOf(text.after),
  };
  const ways = options.ways ?? WAYS;
  const faults = [
    ...ways.flatMap((mode) => faultsOf(trial, mode)),
    ...(options.despiteErrors ?? true ? lossesOf(trial) : []),
  ];
  return { faults, migration: migration.value.text };
}

async function snapshotOf(text: string): Promise<SchemaSnapshot> {
  const loaded = await loadDdl([{ name: "schema.sql", text }], [], { target: "sqlite" });
  if (!loaded.ok) throw new Error(`${loaded.diagnostics[0]!.message}\n${text}`);
  return loaded.value.snapshot;
}

interface Trial {
  readonly text: TrialText;
  readonly statements: readonly string[];
  readonly desired: SchemaSnapshot;
  readonly kept: readonly Kept[];
  /** The facts of the desired schema, as the engine reports them. */
  readonly goal: readonly string[];
}

function factsOf(schema: string): string[] {
  const database = open({ before: schema, rows: "" });
  try {
    return independentFacts(database);
  } finally {
    database.close();
  }
}

function open({ before, rows }: Pick<TrialText, "before" | "rows">): Engine {
  const database = sqliteEngine(new DatabaseSync(":memory:"));
  for (const sql of ["PRAGMA foreign_keys = OFF", before, rows]) {
    const refused = database.run(sql);
    if (refused !== undefined) throw new Error(`${refused.message}, in: ${sql}`);
  }
  return database;
}

/** The faults after a run that stops at errors. */
function faultsOf({ text, statements, desired, kept, goal }: Trial, mode: Mode): string[] {
  const database = open(text);
  const head = describeMode(mode);
  try {
    const [was, orphans] = [readRows(database, kept, 0), orphansIn(database)];
    setMode(database, mode);
    for (const sql of mode.transaction ? ["BEGIN", ...statements, "COMMIT"] : statements) {
      const refused = database.run(sql);
      if (refused !== undefined) return [`${head}: stops: ${refused.message}, in: ${sql}`];
    }
    const reached = introspect((sql, ...parameters) => database.query(sql, ...parameters));
    const facts = independentFacts(database);
    return [
      ...detectChanges(reached, desired).map((it) => `left to do: ${describeChange(it)}`),
      ...facts.filter((it) => !goal.includes(it)).map((it) => `the engine says: ${it}`),
      ...lostRows(kept, was, readRows(database, kept, 1)),
      ...(orphansIn(database) === orphans ? [] : ["other rows are orphans"]),
      ...unsoundness(database, desired),
    ].map((it) => `${head}: ${it}`);
  } finally {
    database.close();
  }
}

function orphansIn(database: Engine): string {
  const rows = database.query('SELECT "table", parent FROM pragma_foreign_key_check');
  return rows.map((row) => row.join(" ")).sort().join("; ");
}

function unsoundness(database: Engine, { virtualTables }: SchemaSnapshot): string[] {
  const answers = database.query("PRAGMA integrity_check").map(String).filter((it) => it !== "ok");
  const stale = virtualTables.flatMap(({ name }) => {
    const check = `INSERT INTO ${name} (${name}, rank) VALUES ('integrity-check', 1)`;
    const refused = database.run(check);
    return refused === undefined ? [] : [`the index ${name} is stale: ${refused.message}`];
  });
  return [...answers, ...stale];
}

/**
 * The number of statements of one migration that fail in turn, small enough for thousands of cases.
 */
const FAILURES = 16;

/**
 * The losses if a statement fails and the runner continues, with foreign keys on and off in turn.
 */
function lossesOf({ text, statements, kept }: Trial): string[] {
  const tables = kept.map(({ table }) => ({ before: table[0].name, after: table[1].name }));
  const failing = [...statements.keys()].filter((index) => !opensTransaction(statements[index]!));
  const every = Math.max(1, Math.ceil(failing.length / FAILURES));
  // The case determines which ones, so that many cases cover every kind of statement.
  const first = text.rows.length % every;
  const modes = WAYS.filter((mode) => !mode.transaction && !mode.legacy);
  return failing.filter((_, turn) => turn % every === first).flatMap((index, turn) => {
    const mode = modes[turn % modes.length]!;
    const database = open(text);
    try {
      const before = tableSizes(database);
      setMode(database, mode);
      runDespiteErrors(database, statements.filter((_, place) => place !== index), mode);
      return lostTables(tables, before, tableSizes(database)).map((it) =>
        `despite errors, ${describeMode(mode)}, ${statements[index]} fails: ${it}`
      );
    } finally {
      database.close();
    }
  });
}
