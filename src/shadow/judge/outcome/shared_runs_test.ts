import assert from "node:assert/strict";
import { statementsOf } from "../../../../tests/support/statements.ts";
import { objectsOf } from "../../../schema/snapshot.ts";
import { ShadowDatabase } from "../../database/shadow_database.ts";
import { runFiles, type RunMode } from "../run/run.ts";
import { runsAlike } from "./shared_runs.ts";
import { readState } from "../run/state.ts";

const PLAIN = `
  CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b REAL);
  CREATE TABLE u (a UNIQUE, t INTEGER);
  CREATE INDEX i ON t (a);
  INSERT INTO t VALUES (1, 'x', 1), (2, 'y', 2);
  INSERT INTO u VALUES (1, 1), (2, 2);
`;

const KEYED = `
  CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b REAL);
  CREATE TABLE u (a UNIQUE, t INTEGER REFERENCES t (id) ON DELETE CASCADE ON UPDATE SET NULL);
  CREATE INDEX i ON t (a);
  INSERT INTO t VALUES (1, 'x', 1), (2, 'y', 2);
  INSERT INTO u VALUES (1, 1), (2, 2);
`;

const DEFINITIONS = [
  "ALTER TABLE t DROP COLUMN b",
  "ALTER TABLE t RENAME TO s; ALTER TABLE s RENAME COLUMN id TO key",
  "ALTER TABLE t ADD COLUMN c NOT NULL DEFAULT 1; CREATE UNIQUE INDEX j ON t (b); DROP INDEX i",
  "CREATE TABLE n (a); CREATE VIEW v AS SELECT 1; DROP VIEW v; SELECT 1",
  "ALTER TABLE u ADD COLUMN own REFERENCES t (id)",
];

const CHANGES = [
  "DELETE FROM t WHERE id = 1",
  "UPDATE t SET id = 3 WHERE id = 1",
  "REPLACE INTO t VALUES (1, 'z', 3)",
  "PRAGMA foreign_keys = OFF; DELETE FROM t; PRAGMA foreign_keys = ON",
  "CREATE TABLE n AS SELECT * FROM t; DROP TABLE t; ALTER TABLE n RENAME TO t",
  "INSERT INTO u SELECT 9, 9",
];

/** Statements whose effect depends on the transaction in any case, or fails in one. */
const CONTROL = [
  ...["BEGIN; DELETE FROM u; COMMIT", "SAVEPOINT s; DELETE FROM u; ROLLBACK TO s", "VACUUM"],
  ...["PRAGMA legacy_alter_table = ON", "PRAGMA synchronous = OFF", "ANALYZE"],
];

Deno.test("runsAlike() is true of definitions, and without foreign keys of changes of rows", async () => {
  for (
    const [before, alike, others] of [
      [PLAIN, [...DEFINITIONS.slice(0, 4), ...CHANGES], CONTROL],
      [KEYED, DEFINITIONS, [...CHANGES, ...CONTROL]],
    ] as const
  ) {
    for (const sql of alike) assert.equal(await isAlike(before, sql), true, sql);
    for (const sql of others) assert.equal(await isAlike(before, sql), false, sql);
  }
  const referring = "CREATE TABLE n (t REFERENCES t); INSERT INTO n VALUES (9)";
  assert.equal(await isAlike(PLAIN, referring), false);
});

Deno.test("statements that run alike lead to the same rows in every way", async () => {
  for (const [before, scripts] of [[PLAIN, [...DEFINITIONS, ...CHANGES]], [KEYED, DEFINITIONS]]) {
    for (const sql of scripts as readonly string[]) {
      const [first, ...others] = await Promise.all(
        MODES.map((it) => end(before as string, sql, it)),
      );
      for (const other of others) assert.deepEqual(other, first, sql);
    }
  }
});

const MODES: readonly RunMode[] = (["file", "all", "none"] as const).flatMap((transaction) =>
  (["on", "off"] as const).map((foreignKeys) => (
    { transaction, foreignKeys, atError: "stops", control: "runs" }
  ))
);

async function isAlike(before: string, sql: string): Promise<boolean> {
  await using shadow = await ShadowDatabase.open();
  shadow.execute(before);
  return runsAlike(statementsOf(sql), objectsOf(shadow.introspect()));
}

async function end(before: string, sql: string, mode: RunMode) {
  await using shadow = await ShadowDatabase.open();
  shadow.execute(before);
  const { refused } = runFiles(shadow, [{ statements: statementsOf(sql), optsOut: false }], {
    mode,
  });
  assert.deepEqual(refused, [], sql);
  return { rows: [...readState(shadow)], schema: shadow.introspect() };
}
