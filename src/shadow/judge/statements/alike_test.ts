import assert from "node:assert/strict";
import { statementsOf } from "../../../../tests/support/statements.ts";
import { objectsOf } from "../../../schema/snapshot.ts";
import { ShadowDatabase } from "../../database/shadow_database.ts";
import { runFiles, type RunMode } from "../run/run.ts";
import { readState } from "../run/state.ts";
import { runAlike } from "./alike.ts";

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

/** Keys that refuse, and one that refuses only at the end of a transaction. */
const REFUSING = `
  CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b REAL);
  CREATE TABLE u (a UNIQUE, t INTEGER REFERENCES t ON DELETE RESTRICT ON UPDATE NO ACTION);
  CREATE TABLE w (t INTEGER REFERENCES t DEFERRABLE INITIALLY DEFERRED);
  CREATE INDEX i ON t (a);
  INSERT INTO t VALUES (1, 'x', 1), (2, 'y', 2);
  INSERT INTO u VALUES (1, 1);
`;

/** A trigger that deletes the parents of rows. */
const TRIGGERED = `${KEYED}
  CREATE TRIGGER r AFTER INSERT ON u BEGIN DELETE FROM t; END;
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
  "INSERT INTO t VALUES (3, 'z', 3); INSERT INTO u VALUES (3, 3)",
  "INSERT INTO u VALUES (3, 3); INSERT INTO t VALUES (3, 'z', 3)",
  "INSERT INTO t VALUES (1, 'z', 3) ON CONFLICT DO UPDATE SET id = 9",
  "DELETE FROM u; DELETE FROM t; INSERT INTO t VALUES (5, 'z', 5)",
  "UPDATE u SET t = 2",
  "ALTER TABLE t RENAME TO s; DELETE FROM s WHERE id = 1",
  "CREATE TABLE n (t REFERENCES t ON DELETE SET NULL); INSERT INTO n VALUES (1); DELETE FROM t",
  "DROP TABLE u",
  "INSERT INTO w VALUES (7); INSERT INTO t VALUES (7, 'z', 7)",
];

/** Statements whose effect depends on the transaction in any case, or fails in one. */
const CONTROL = [
  ...["BEGIN; DELETE FROM u; COMMIT", "SAVEPOINT s; DELETE FROM u; ROLLBACK TO s", "VACUUM"],
  ...["PRAGMA legacy_alter_table = ON", "PRAGMA synchronous = OFF", "ANALYZE"],
];

const MODES: readonly RunMode[] = (["none", "file"] as const).flatMap((transaction) =>
  (["on", "off"] as const).map((foreignKeys) => (
    { transaction, foreignKeys, atError: "stops", control: "runs" }
  ))
);

Deno.test("runAlike() is true only of modes in which statements that succeed do the same", async () => {
  let alike = 0;
  for (const before of [PLAIN, KEYED, REFUSING, TRIGGERED]) {
    await using shadow = await ShadowDatabase.open();
    shadow.execute(before);
    const scope = objectsOf(shadow.introspect());
    for (const sql of [...DEFINITIONS, ...CHANGES, ...CONTROL]) {
      const ends = new Map<RunMode, Awaited<ReturnType<typeof endOf>>>();
      for (const mode of MODES) ends.set(mode, await endOf(before, sql, mode));
      for (const first of MODES.filter((mode) => ends.get(mode)!.refused.length === 0)) {
        for (const second of MODES) {
          if (!runAlike(statementsOf(sql), scope, [first, second])) continue;
          assert.deepEqual(ends.get(second), ends.get(first), `${before}${sql}`);
          if (first !== second) alike++;
        }
      }
    }
  }
  assert(alike > 400, `${alike}`);
});

const [AUTOCOMMIT, SHELL, TRANSACTION] = MODES as [RunMode, RunMode, RunMode];

Deno.test("runAlike() recognizes what foreign keys take no action for", async () => {
  const isAlike = async (before: string, sql: string, second: RunMode) => {
    await using shadow = await ShadowDatabase.open();
    shadow.execute(before);
    const scope = objectsOf(shadow.introspect());
    return runAlike(statementsOf(sql), scope, [AUTOCOMMIT, second]);
  };
  for (const sql of [...DEFINITIONS, ...CHANGES.filter((it) => !it.includes("PRAGMA"))]) {
    assert.equal(await isAlike(KEYED, sql, TRANSACTION), true, sql);
  }
  for (const sql of CONTROL) assert.equal(await isAlike(PLAIN, sql, TRANSACTION), false, sql);
  const [deletes] = CHANGES as [string];
  assert.equal(await isAlike(REFUSING, deletes, SHELL), true);
  assert.equal(await isAlike(KEYED, deletes, SHELL), false);
  assert.equal(await isAlike(KEYED, "UPDATE u SET t = 2", SHELL), true);
  assert.equal(await isAlike(TRIGGERED, "UPDATE u SET t = 2", SHELL), false);
});

async function endOf(before: string, sql: string, mode: RunMode) {
  await using shadow = await ShadowDatabase.open();
  shadow.execute(before);
  const file = { statements: statementsOf(sql), optsOut: false };
  const { refused } = runFiles(shadow, [file], { mode });
  return { refused, rows: [...readState(shadow)], schema: shadow.introspect() };
}
