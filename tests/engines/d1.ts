import { type Answer, type Job, messageOf, type Outcome, type TestedEngine } from "./engine.ts";

/** The part of a D1 binding that is used here. */
interface D1 {
  prepare(sql: string): { raw(): Promise<unknown[][]> };
  batch(statements: readonly unknown[]): Promise<unknown>;
}

/** The part of miniflare that is used here. */
export interface Miniflare {
  getD1Database(name: string): Promise<D1>;
  dispose(): Promise<void>;
}

/** Starts a server with this many databases; each job gets one of its own. */
export type StartMiniflare = (names: readonly string[]) => Miniflare;

const DATABASES = 50;

/** D1 in miniflare: a migration is one batch, with foreign keys on. */
export function d1(name: string, version: string, start: StartMiniflare): TestedEngine {
  const names = Array.from({ length: DATABASES }, (_, index) => `DB${index}`);
  let server: Miniflare | undefined;
  let used = DATABASES;
  const next = async () => {
    if (used === DATABASES) {
      await server?.dispose();
      [server, used] = [start(names), 0];
    }
    return await server!.getD1Database(names[used++]!);
  };
  return {
    name,
    version,
    target: "d1",
    ways: [{ transaction: true, foreignKeys: true }],
    run: async (job) => await runBatches(await next(), job),
    close: async () => await server?.dispose(),
  };
}

async function runBatches(database: D1, job: Job): Promise<Outcome> {
  const batch = async (statements: readonly string[]) => {
    if (statements.length > 0) await database.batch(statements.map((sql) => database.prepare(sql)));
  };
  const ask = async (queries: readonly string[]): Promise<Answer[]> => {
    const answers: Answer[] = [];
    for (const sql of queries) {
      // D1 does not allow integrity_check, which also checks indexes.
      const allowed = sql.replace("integrity_check", "quick_check");
      answers.push(await database.prepare(allowed).raw());
    }
    return answers;
  };
  try {
    // Rows may be returned in any order.
    await batch(["PRAGMA defer_foreign_keys = ON", ...job.setup]);
  } catch (error) {
    return { kind: "lacks", message: messageOf(error) };
  }
  try {
    const before = await ask(job.before);
    await batch(job.migration);
    return { kind: "ran", before, after: await ask(job.after) };
  } catch (error) {
    return { kind: "stopped", message: messageOf(error) };
  }
}
