import assert from "node:assert/strict";
import { sqliteEngine } from "./engine.ts";
import { openNodeSqlite } from "./node_sqlite.ts";
import { alterRowidName } from "./rowid_names.ts";

/**
 * The schema after a statement that SQLite 3.54 refuses with this message; undefined if it stays
 * refused.
 */
async function altered(
  schema: string,
  sql: string,
  message: string,
): Promise<string[] | undefined> {
  const writable = await openNodeSqlite([]);
  const engine = sqliteEngine(writable.database);
  try {
    writable.database.exec(schema);
    if (!alterRowidName({ sql, message }, writable)) return undefined;
    assert.deepEqual(engine.query("PRAGMA integrity_check"), [["ok"]]);
    assert.notEqual(engine.run("UPDATE sqlite_schema SET sql = ''"), undefined);
    return engine.query("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").map(String);
  } finally {
    engine.close();
  }
}

const TABLE = `CREATE TABLE t (id INTEGER PRIMARY KEY, "OID" TEXT UNIQUE, n INT CHECK (oid <> n))`;
const BESIDE = `
  CREATE INDEX i ON t (oid);
  CREATE TABLE child (oid INT, t_oid TEXT REFERENCES t (oid));
  CREATE VIEW v AS SELECT t.oid, 'oid' AS text FROM t, child;
  CREATE TRIGGER r AFTER INSERT ON t BEGIN DELETE FROM child WHERE t_oid = new.Oid; END;
  INSERT INTO t VALUES (1, 'x', 2);`;

Deno.test("a column with a name of the rowid gets another name, and everything that mentions it follows", async () => {
  const sql = "ALTER TABLE t RENAME COLUMN oid TO name";
  assert.deepEqual(
    await altered(`${TABLE};${BESIDE}`, sql, "cannot rename from rowid alias: oid"),
    [
      `CREATE TABLE t (id INTEGER PRIMARY KEY, "name" TEXT UNIQUE, n INT CHECK (name <> n))`,
      "CREATE INDEX i ON t (name)",
      "CREATE TABLE child (oid INT, t_oid TEXT REFERENCES t (name))",
      "CREATE VIEW v AS SELECT t.name, 'oid' AS text FROM t, child",
      "CREATE TRIGGER r AFTER INSERT ON t BEGIN DELETE FROM child WHERE t_oid = new.name; END",
    ],
  );
});

Deno.test("a column gets a name of the rowid, which others may still use for the rowid", async () => {
  const schema = `CREATE TABLE t (id INT, n); CREATE TABLE u (a);
    CREATE VIEW v AS SELECT u.oid, t.id FROM t, u;`;
  const sql = "ALTER TABLE t RENAME id TO [Oid]";
  assert.deepEqual(await altered(schema, sql, "cannot rename to rowid alias: Oid"), [
    'CREATE TABLE t ("Oid" INT, n)',
    "CREATE TABLE u (a)",
    'CREATE VIEW v AS SELECT u.oid, t."Oid" FROM t, u',
  ]);
});

Deno.test("a column called like the rowid is added, dropped and spelled in another case", async () => {
  const add = "ALTER TABLE t ADD COLUMN oid INT CHECK (oid > 0)";
  assert.deepEqual(await altered("CREATE TABLE t (a)", add, "cannot add rowid alias: oid"), [
    "CREATE TABLE t (a, oid INT CHECK (oid > 0))",
  ]);
  const schema = "CREATE TABLE t (a, rowid INT); INSERT INTO t VALUES (1, 2)";
  const drop = "ALTER TABLE t DROP rowid";
  const other = "CREATE TABLE u (a PRIMARY KEY) WITHOUT ROWID";
  assert.deepEqual(await altered(`${schema};${other}`, drop, "cannot drop rowid alias: rowid"), [
    "CREATE TABLE t (a)",
    other,
  ]);
  const spell = "ALTER TABLE t RENAME rowid TO RowId";
  assert.deepEqual(await altered(schema, spell, "cannot rename from rowid alias: rowid"), [
    "CREATE TABLE t (a, RowId INT)",
  ]);
});

Deno.test("a statement stays refused if it would break a view, and nothing has changed", async () => {
  const schema =
    "CREATE TABLE t (a, oid); CREATE TABLE u (a); CREATE VIEW v AS SELECT u.oid FROM u";
  const drop = "ALTER TABLE t DROP COLUMN oid";
  assert.equal(await altered(schema, drop, "cannot drop rowid alias: oid"), undefined);
  assert.equal(await altered(schema, drop, "no such table: t"), undefined);
});
