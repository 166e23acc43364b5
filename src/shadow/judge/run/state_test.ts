import assert from "node:assert/strict";
import { statementsOf } from "../../../../tests/support/statements.ts";
import type { EngineName } from "../../../base/engine_name.ts";
import { writtenBy } from "../../../schema/reach/scope.ts";
import { ShadowDatabase } from "../../database/shadow_database.ts";
import { runFiles } from "./run.ts";
import { countChanges, readState } from "./state.ts";

const BEFORE = `
  CREATE TABLE parent (id INTEGER PRIMARY KEY, a TEXT, b REAL);
  CREATE TABLE child (
    id INTEGER PRIMARY KEY,
    parent INTEGER REFERENCES parent (id) ON DELETE CASCADE ON UPDATE SET NULL
  );
  CREATE TABLE other (a UNIQUE, b TEXT);
  CREATE TABLE log (a);
  CREATE VIEW v AS SELECT a FROM other;
  CREATE TRIGGER on_other AFTER UPDATE ON other BEGIN INSERT INTO log VALUES (new.a); END;
  CREATE TRIGGER on_v INSTEAD OF INSERT ON v BEGIN DELETE FROM log; END;
  INSERT INTO parent VALUES (1, 'x', 1), (2, 'y', 2);
  INSERT INTO child VALUES (1, 1), (2, 2);
  INSERT INTO other VALUES (1, 'o'), (2, 'p');
  INSERT INTO log VALUES ('l');
`;

/** Scripts, and the tables that need not be read again after them. */
const SCRIPTS: readonly (readonly [sql: string, kept: readonly string[]])[] = [
  ["CREATE INDEX i ON parent (a)", ["child", "log", "other", "parent"]],
  ["CREATE TABLE t (a); DROP TABLE t", ["child", "log", "other", "parent"]],
  ["DELETE FROM parent WHERE id > 2", ["child", "log", "other", "parent"]],
  ["ALTER TABLE parent DROP COLUMN a", ["child", "log", "other"]],
  ["ALTER TABLE parent DROP COLUMN a; ALTER TABLE parent ADD COLUMN a TEXT", [
    ...["child", "log", "other"],
  ]],
  ["ALTER TABLE log RENAME TO logs", ["child", "other", "parent"]],
  ["DROP TABLE log; CREATE TABLE log (a)", ["child", "other", "parent"]],
  ["DROP TABLE child; CREATE TABLE new AS SELECT * FROM parent", ["log", "other", "parent"]],
  ["DROP TABLE parent", ["log", "other"]],
  ["DELETE FROM log", ["child", "other", "parent"]],
  ["DELETE FROM parent WHERE id = 1", ["log", "other"]],
  ["UPDATE parent SET id = 3 WHERE id = 1", ["log", "other"]],
  ["UPDATE other SET b = 'q'", ["child", "parent"]],
  ["INSERT INTO v VALUES (1)", ["child", "other", "parent"]],
  ["REPLACE INTO other VALUES (1, 'r')", ["child", "parent"]],
  ["INSERT INTO other VALUES (1, 's') ON CONFLICT DO UPDATE SET b = 't'", ["child", "parent"]],
  ["SAVEPOINT s; DELETE FROM log; ROLLBACK TO s; RELEASE s", ["child", "other", "parent"]],
  ["BEGIN; ALTER TABLE parent DROP COLUMN a; ROLLBACK", ["child", "log", "other"]],
  ["INSERT INTO other VALUES (1, 'u')", ["child", "log", "other", "parent"]],
];

for (const engine of ["libsql", "sqlite"] as const) {
  Deno.test(`readState() reads again what may have changed since, on ${engine}`, async () => {
    for (const [sql, kept] of SCRIPTS) {
      const { state, earlier, full } = await readTwice(sql, engine);
      assert.deepEqual([...state], [...full], sql);
      const same = [...state].filter(([name, table]) => earlier.get(name) === table);
      assert.deepEqual(same.map(([name]) => name).sort(), kept, sql);
    }
  });
}

/** The state after a script, given the one before it, and as if nothing were known. */
async function readTwice(sql: string, engine: EngineName) {
  await using shadow = await ShadowDatabase.open({ engine });
  shadow.execute(BEFORE);
  const [earlier, changes] = [readState(shadow), countChanges(shadow)];
  const statements = statementsOf(sql);
  const written = writtenBy(shadow.introspect(), statements);
  const { moved } = runFiles(shadow, [{ statements, optsOut: false }], {
    mode: { transaction: "none", foreignKeys: "on", atError: "stops", control: "runs" },
  });
  const state = readState(shadow, { state: earlier, changes, moved, written });
  return { earlier, state, full: readState(shadow) };
}
