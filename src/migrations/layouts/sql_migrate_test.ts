import assert from "node:assert/strict";
import { idsIn, saidOf, sqlIn, written } from "../../../tests/support/layout_folder.ts";
import { SQL_MIGRATE } from "./sql_migrate.ts";

const UP = "-- +migrate Up\nSELECT 1;\n";

Deno.test("sql-migrate runs files by number and then by name, and those without a number last", async () => {
  const texts = { "a.sql": UP, "10-c.sql": UP, "9_b.sql": UP, "9_a.sql": UP };
  assert.deepEqual(await idsIn(SQL_MIGRATE, texts), ["9_a", "9_b", "10-c", "a"]);
});

Deno.test("sql-migrate runs everything above +migrate Down", async () => {
  const text = "-- +migrate Up notransaction\nA;\n-- +migrate Down\nB;\n";
  const [run] = await sqlIn(SQL_MIGRATE, { "1.sql": text });
  assert.match(run!, /A;/);
  assert.doesNotMatch(run!, /B;/);
});

Deno.test("sql-migrate reports where it would fail", async () => {
  assert.deepEqual(await saidOf(SQL_MIGRATE, { "1.sql": "SELECT 1;", "2.sql": UP }), [
    'migrations/no-marker: Cannot read "migrations/1.sql" as sql-migrate does: it has no "-- +migrate Up" line',
  ]);
});

Deno.test("sql-migrate writes both parts, and keeps statements whole", async () => {
  const trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  SELECT 1;\nEND;\n";
  const downSql = "DROP TRIGGER t;\n";
  assert.deepEqual(await written(SQL_MIGRATE, { "1_a.sql": UP }, { sql: trigger, downSql }), {
    "2_add_bio.sql": `-- +migrate Up\n-- +migrate StatementBegin\n${trigger.trimEnd()}\n` +
      `-- +migrate StatementEnd\n\n-- +migrate Down\n${downSql}`,
  });
});

Deno.test("sql-migrate refuses a statement that it would end elsewhere, unless that is annotated", async () => {
  const view = "CREATE VIEW v AS SELECT 1 /* x;\nDROP TABLE t; -- */ AS a;\n";
  const plain = "CREATE TABLE a (x, -- first;\n  y); CREATE TABLE b (z)\n;\nSELECT 1\n";
  const enclosed = "-- +migrate StatementBegin\nSELECT 1;\n" + view + "-- +migrate StatementEnd\n";
  const read = (sql: string) => saidOf(SQL_MIGRATE, { "1_a.sql": "-- +migrate Up\n" + sql });
  assert.deepEqual(await read(enclosed + plain), []);
  const said = 'migrations/cut-statement: Cannot read "migrations/1_a.sql": ' +
    "sql-migrate ends a statement elsewhere than SQLite";
  for (const sql of [view, enclosed + view]) {
    assert.deepEqual(await read(sql), [said]);
  }
});
