/**
 * Runs the migrations of all golden cases on an older SQLite, in its own WASM build, and in the
 * sqlite3 shell. The golden cases themselves run on the SQLite built into this Deno and on libSQL;
 * `deno task engines` has more engines.
 */
import assert from "node:assert/strict";
import initSqlite from "npm:@sqlite.org/sqlite-wasm@3.43.2-build1";
import { readCases } from "../golden/golden_case.ts";
import { shell } from "./built_in.ts";
import { type TestedEngine, WAYS } from "./engine.ts";
import { sqliteWasm } from "./packages.ts";
import { prepare, type Prepared, tryCase } from "./try_case.ts";

const engines: readonly (TestedEngine | undefined)[] = [
  await sqliteWasm("@sqlite.org/sqlite-wasm 3.43.2-build1", await initSqlite()),
  await shell(WAYS.slice(0, 1)),
];

let cases: Promise<Prepared[]> | undefined;

async function prepareAll(): Promise<Prepared[]> {
  const prepared: Prepared[] = [];
  for (const golden of readCases(new URL("../golden/", import.meta.url))) {
    if (golden.refused !== undefined || golden.answers.libsqlOnly !== undefined) continue;
    const one = await prepare(golden, "sqlite");
    if ("statements" in one) prepared.push(one);
  }
  return prepared;
}

for (const engine of engines) {
  Deno.test({
    name: engine === undefined
      ? "golden cases in the sqlite3 shell (skipped: there is none here)"
      : `golden cases on ${engine.name}, SQLite ${engine.version}`,
    ignore: engine === undefined,
    fn: async () => {
      let reached = 0;
      const failed: string[] = [];
      for (const prepared of await (cases ??= prepareAll())) {
        const { kind, why } = await tryCase(engine!, prepared);
        if (kind === "reached") reached++;
        if (kind === "failed") failed.push(`${prepared.golden.name}: ${why}`);
      }
      assert.deepEqual(failed, []);
      assert.ok(reached > 300, `${reached} cases reached their schema`);
    },
  });
}
