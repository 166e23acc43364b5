import type { Target } from "penumbra";

/** How a runner runs a migration; it stops at the first error. */
export interface Way {
  readonly transaction: boolean;
  readonly foreignKeys: boolean;
}

/** The two most different ways. */
export const WAYS: readonly Way[] = [
  { transaction: false, foreignKeys: false },
  { transaction: true, foreignKeys: true },
];

/** A migration to run on a new database, and the queries before and after it. */
export interface Job {
  /** Statements that create the schema before and its rows, in any order of the rows. */
  readonly setup: readonly string[];
  readonly migration: readonly string[];
  readonly way: Way;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The rows of a query. */
export type Answer = readonly (readonly unknown[])[];

/** The result of a job. */
export type Outcome =
  /** The engine cannot run the schema before: it lacks a feature that the case needs. */
  | { readonly kind: "lacks"; readonly message: string }
  /** A statement of the migration, or a query, was refused. */
  | { readonly kind: "stopped"; readonly message: string }
  | { readonly kind: "ran"; readonly before: readonly Answer[]; readonly after: readonly Answer[] };

/** An engine in one version. */
export interface TestedEngine {
  /** The package or program with its version: `sql.js 1.8.0`. */
  readonly name: string;
  /** The version of SQLite that it reports. */
  readonly version: string;
  /** The target for which migrations are generated. */
  readonly target: Target;
  readonly ways: readonly Way[];
  run(job: Job): Promise<Outcome>;
  close?(): Promise<void>;
}

/** A database that runs one statement per call; both functions throw if it is refused. */
export interface TestedDatabase {
  run(sql: string): unknown;
  query(sql: string): Answer | Promise<Answer>;
  close(): unknown;
}

/** The `run` of an engine, given a function that opens an empty in-memory database. */
export function runnerOf(
  open: () => TestedDatabase | Promise<TestedDatabase>,
): (job: Job) => Promise<Outcome> {
  return async ({ setup, migration, way, before, after }) => {
    const database = await open();
    const runAll = async (statements: readonly string[]): Promise<string | undefined> => {
      for (const sql of statements) {
        try {
          await database.run(sql);
        } catch (error) {
          return `${messageOf(error)}, in: ${sql}`;
        }
      }
    };
    try {
      const lacks = await runAll(["PRAGMA foreign_keys = OFF", ...setup]);
      if (lacks !== undefined) return { kind: "lacks", message: lacks };
      const was = await askAll(database, before);
      const keys = `PRAGMA foreign_keys = ${way.foreignKeys ? "ON" : "OFF"}`;
      const run = way.transaction ? ["BEGIN", ...migration, "COMMIT"] : migration;
      const stopped = await runAll([keys, ...run]);
      if (stopped !== undefined) return { kind: "stopped", message: stopped };
      return { kind: "ran", before: was, after: await askAll(database, after) };
    } catch (error) {
      return { kind: "stopped", message: messageOf(error) };
    } finally {
      await database.close();
    }
  };
}

async function askAll(database: TestedDatabase, queries: readonly string[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const sql of queries) {
    try {
      answers.push(await database.query(sql));
    } catch (error) {
      throw new Error(`${messageOf(error)}, in: ${sql}`, { cause: error });
    }
  }
  return answers;
}

/** The engine's message. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
