import type { Target } from "../../src/base/target.ts";
import type { SchemaSnapshot } from "../../src/schema/snapshot.ts";
import { quoteName } from "../../src/sql/names.ts";
import { type Random, randomFrom } from "../bench/random.ts";
import { type Correspondence, correspondence } from "./correspondence.ts";
import { modeName, type RunMode } from "../support/modes.ts";
import { apply, type Database, openDatabase } from "./database.ts";
import type { EngineName } from "../../src/base/engine_name.ts";
import { editSchema } from "./edits.ts";
import { type Expectation, readAll } from "./fit.ts";
import { makeFit } from "./fitting.ts";
import { lossesDespiteErrors, modeFor } from "./despite_errors.ts";
import { lossesByMishap } from "./mishaps.ts";
import {
  orderFaults,
  rowFaults,
  schemaFaults,
  schemaOf,
  sequencesOf,
  soundnessFaults,
} from "./inspect.ts";
import type { SchemaModel, Transition } from "./model.ts";
import { renderSchema, schemaText } from "./render.ts";
import { writeRows } from "./rows.ts";
import { generateSchema } from "./schemas.ts";
import { searchesOf, searchFaults } from "./searches.ts";
import { generate, type Generated, partialFaults } from "./step.ts";
import { count, type Counts, noCounts } from "./counts.ts";

export interface WalkOptions {
  readonly seed: number;
  readonly steps: number;
}

/** A fault, with everything that is needed to reproduce it. */
export interface Fault extends Transition, Taken {
  readonly seed: number;
  readonly step: number;
}

/** The result of a walk. */
export interface Walk {
  readonly counts: Counts;
  readonly fault: Fault | undefined;
}

/**
 * Walks from schema to schema with two databases that contain rows, one on each engine: edits the
 * schema, generates the migration, applies it in some mode, and checks the result. Stops at the
 * first fault. The same seed takes the same walk.
 */
export async function walk({ seed, steps }: WalkOptions): Promise<Walk> {
  const counts = noCounts();
  const random = randomFrom(seed * 65_537 + 1);
  const databases = [await openDatabase("libsql"), await openDatabase("sqlite")];
  try {
    const start = startSchema(seed, databases);
    const past: SchemaModel[] = [start];
    for (let step = 1; step <= steps; step++) {
      const before = past.at(-1)!;
      for (const database of databases) {
        writeRows(database, before, { random, perTable: step === 1 ? 16 : 4 });
      }
      const after = nextSchema(past, random);
      const taken = await takeStep({ before, after }, { databases, random, counts });
      if (taken === "skipped") continue;
      count(counts, "steps");
      if (taken.faults.length > 0) {
        return { counts, fault: { seed, step, before, after, ...taken } };
      }
      past.push(after);
    }
    return { counts, fault: undefined };
  } finally {
    databases.forEach((database) => database.close());
  }
}

/** A schema that both engines accept, created in both databases. */
function startSchema(seed: number, databases: readonly Database[]): SchemaModel {
  for (let attempt = 0;; attempt++) {
    const model = generateSchema({ seed: seed + attempt * 1_000_003, tables: 2 + seed % 5 });
    const statements = ["BEGIN", ...renderSchema(model), "COMMIT"];
    const isFine = databases.every((database) =>
      statements.every((sql) => database.run(sql) === undefined)
    );
    if (isFine) return model;
    for (const database of databases) {
      database.run("ROLLBACK");
      for (const table of [...model.searches, ...model.tables]) {
        database.run(`DROP TABLE IF EXISTS ${quoteName(table.name)}`);
      }
      for (const view of model.views) database.run(`DROP VIEW IF EXISTS ${quoteName(view.name)}`);
    }
  }
}

/** The last schema after some edits, or an earlier one. */
function nextSchema(past: readonly SchemaModel[], random: Random): SchemaModel {
  const before = past.at(-1)!;
  if (past.length > 2 && random.chance(0.08)) {
    const earlier = past[past.length - 2 - random.below(Math.min(3, past.length - 1))]!;
    return { ...earlier, nextId: before.nextId };
  }
  const edits = random.pick([1, 1, 1, 2, 2, 3, 5]);
  return editSchema(before, { seed: random.below(2 ** 31), edits });
}

export interface Surroundings {
  readonly databases: readonly Database[];
  readonly random: Random;
  readonly counts: Counts;
}

/** The faults of a step, and its migration. */
export interface Taken {
  readonly faults: readonly string[];
  readonly migration: string;
}

/** Takes one step on every database; "skipped" if it cannot be taken. */
export async function takeStep(
  { before, after }: Transition,
  { databases, random, counts }: Surroundings,
): Promise<Taken | "skipped"> {
  const answers = correspondence(before, after);
  if (answers === undefined) return skip(counts, "not expressible");
  const columnOrder = random.chance(0.1) ? "strict" : "any";
  const trials: Trial[] = [];
  for (const database of databases) {
    const current = schemaOf(database);
    const target = random.pick(TARGETS[database.engine]);
    const generated = await generate(current, after, { ...answers, target, columnOrder });
    if (generated.kind === "invalid") {
      return skip(counts, `invalid schema: ${shapeOf(generated.reason)}`);
    }
    if (generated.kind === "refused") return skip(counts, "known refusal");
    if (generated.kind === "fault") {
      return { faults: [`for ${target}: ${generated.reason}`], migration: "" };
    }
    const { text: migration } = generated;
    const moving = { before, after, answers, generated, target };
    const expectation = await makeFit(database, { ...moving, random, counts });
    if (typeof expectation === "string") return { faults: [expectation], migration };
    if (expectation === undefined) return skip(counts, "rows do not fit");
    if (random.chance(0.3)) {
      const around = { random, counts, rowsStopIt: false };
      const faults = await lossesDespiteErrors(database, moving, around);
      if (faults.length > 0) return { faults, migration };
    }
    if (random.chance(0.3)) {
      const faults = await lossesByMishap(database, moving, { random, counts });
      if (faults.length > 0) return { faults, migration };
    }
    trials.push({ database, target, current, generated, expectation });
  }
  for (const trial of trials) {
    const mode = modeFor(trial.target, random);
    const faults = await tryMigration(trial, { before, after, answers, mode });
    const head = `${trial.database.engine}, ${modeName(mode)}`;
    if (columnOrder === "strict") faults.push(...orderFaults(trial.database, after));
    if (faults.length > 0) {
      const { text: migration } = trial.generated;
      return { faults: faults.map((it) => `${head}: ${it}`), migration };
    }
    count(counts, "applied");
    count(counts, `applied for ${trial.target}`);
    count(counts, `applied on ${head}`);
  }
  const { current, generated, database } = trials[0]!;
  for (const change of generated.changes) count(counts, `change ${change.kind}`);
  const faults = random.chance(0.4)
    ? await partialFaults(current, schemaOf(database), generated, after)
    : [];
  return { faults, migration: generated.text };
}

/** The targets that each engine can represent. */
const TARGETS: Record<EngineName, readonly Target[]> = {
  libsql: ["any", "libsql", "libsql", "turso", "sqlite", "d1"],
  sqlite: ["any", "sqlite", "sqlite@3.53", "sqlite@3.53", "d1"],
};

/** A message without names and numbers. */
function shapeOf(message: string): string {
  return message.replaceAll(/"[^"]*"/g, "…").replaceAll(/\d+/g, "N").slice(0, 70);
}

function skip(counts: Counts, why: string): "skipped" {
  count(counts, `skipped: ${why}`);
  return "skipped";
}

interface Trial {
  readonly database: Database;
  readonly target: Target;
  readonly current: SchemaSnapshot;
  readonly generated: Generated;
  readonly expectation: Expectation;
}

interface Attempt extends Transition {
  readonly answers: Correspondence;
  readonly mode: RunMode;
}

/** Applies the migration and returns all faults. */
async function tryMigration(
  { database, generated, expectation }: Trial,
  { before, after, answers, mode }: Attempt,
): Promise<string[]> {
  const marks = sequencesOf(database, before);
  const searches = searchesOf(database, before);
  const refused = apply(database, generated.statements.map((it) => it.sql), mode);
  if (refused !== undefined) return [`${refused.message}, in: ${refused.sql}`];
  const rows = readAll(database, answers.pairs);
  const later = sequencesOf(database, after);
  return [
    ...await schemaFaults(database, renderSchema(after)),
    ...answers.pairs.flatMap((pair) =>
      rowFaults(pair, expectation.rows.get(pair.after.id)!, rows.get(pair.after.id)!)
    ),
    ...answers.pairs.flatMap(({ before: from, after: to }) =>
      to.primaryKey?.autoincrement && (later.get(to.id) ?? 0) < (marks.get(from.id) ?? 0)
        ? [`"${to.name}" would reuse ids`]
        : []
    ),
    ...searchFaults(searches, searchesOf(database, after)),
    ...soundnessFaults(database, after),
  ];
}

/** A fault as a report that reproduces it. */
export function describeFault({ seed, step, ...fault }: Fault): string {
  return `seed ${seed}, step ${step}\n${describeTaken(fault)}`;
}

/** A step as the files that reproduce it. */
export function describeTaken({ before, after, faults, migration }: Transition & Taken): string {
  return [
    ...faults,
    "-- before.sql",
    schemaText(renderSchema(before)),
    "-- after.sql",
    schemaText(renderSchema(after)),
    "-- migration",
    migration,
  ].join("\n");
}
