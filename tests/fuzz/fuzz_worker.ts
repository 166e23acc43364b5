/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import type { EngineName } from "../../src/base/engine_name.ts";
import { type Board, useBoard } from "../../src/host/board.ts";
import { EMPTY_SNAPSHOT } from "../../src/schema/snapshot.ts";
import { readStatements } from "../../src/sql/read_statements.ts";
import { snapshotInWindows } from "../../src/shadow/replay/snapshot_after.ts";
import { ShadowDatabase } from "../../src/shadow/database/shadow_database.ts";
import type { Declared } from "../../src/sql/declared.ts";
import { splitStatements, type Statement } from "../../src/sql/statements.ts";
import { randomFrom } from "../bench/random.ts";
import { randomScript } from "./grammar.ts";

/** A job for the worker. */
export interface FuzzWork {
  readonly engine: EngineName;
  readonly firstSeed: number;
  readonly scripts: number;
  readonly board: Board;
}

/** A script that is about to run, or the number of its statements that ran and were refused. */
export type FuzzNote =
  | { readonly seed: number; readonly script: string }
  | { readonly seed: number; readonly ran: number; readonly refused: number };

const STATEMENTS = 40;

/** Objects for the first statements. */
const START =
  `CREATE TABLE t0 (a, b); CREATE TABLE t1 (id INTEGER PRIMARY KEY, a TEXT, b REFERENCES t1);
  INSERT INTO t0 VALUES (1, 'x'), (NULL, x'80'), (2.5, 'y'); INSERT INTO t1 (a) VALUES ('x'), ('y');
  CREATE VIRTUAL TABLE f0 USING fts5(a, b); INSERT INTO f0 VALUES ('x y', 'a b c');
  CREATE VIEW v0 AS SELECT * FROM t0;`;

self.onmessage = async ({ data }: MessageEvent<FuzzWork>) => {
  const { engine, firstSeed, scripts, board } = data;
  useBoard(board);
  for (let seed = firstSeed; seed < firstSeed + scripts; seed++) {
    const script = START + randomScript(randomFrom(seed), STATEMENTS);
    self.postMessage({ seed, script } satisfies FuzzNote);
    const way = WAYS[seed % WAYS.length]!;
    self.postMessage({ seed, ...await run(engine, script, way) } satisfies FuzzNote);
  }
  self.close();
};

/** How a script is run. */
interface Way {
  /** The declared functions, collations and modules. */
  readonly declared?: Declared;
  /**
   * Whether the accepted statements are run again as files, each with only the objects it can
   * reach.
   */
  readonly inWindows?: boolean;
}

/** Names in the grammar, some of which are built in. */
const DECLARED: Declared = {
  functions: { nowhere: { deterministic: true }, typeof: { deterministic: true }, hex: {} },
  collations: ["nowhere", "nocase"],
  modules: ["fts4"],
};

const WAYS: readonly Way[] = [{}, { declared: DECLARED }, { inWindows: true }];

async function run(
  engine: EngineName,
  text: string,
  { declared, inWindows = false }: Way,
): Promise<{ ran: number; refused: number }> {
  const script = splitStatements({ name: "fuzz.sql", text });
  if (!script.ok) return { ran: 0, refused: 1 };
  await using shadow = await ShadowDatabase.open({ engine, declared });
  const { statements } = script.value;
  const taken = statements.filter((it) => shadow.attemptStatements([it]) === undefined);
  shadow.tryQuery("SELECT 1");
  introspected(shadow);
  if (inWindows) await runInWindows(engine, taken);
  return { ran: taken.length, refused: statements.length - taken.length };
}

/** The number of statements in a file. */
const FILE_STATEMENTS = 3;

async function runInWindows(engine: EngineName, taken: readonly Statement[]): Promise<void> {
  const files = Map.groupBy(taken.entries(), ([at]) => Math.floor(at / FILE_STATEMENTS));
  const sources = Array.from(files, ([number, list]) => ({
    name: `${number}.sql`,
    text: list.map(([, { sql }]) => `${sql};\n`).join(""),
  }));
  const again = readStatements(sources);
  if (!again.ok) return;
  await snapshotInWindows(EMPTY_SNAPSHOT, again.value, { engine, unloadPolicy: "always" });
}

/** Reads the schema. It may be too unusual for that, which must not throw an error of our own. */
function introspected(shadow: ShadowDatabase): void {
  try {
    shadow.introspect();
  } catch (error) {
    // A view of itself, or a table whose module is gone: an error of the engine.
    if (!(error instanceof Error && "code" in error)) throw error;
  }
}
