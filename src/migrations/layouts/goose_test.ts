import assert from "node:assert/strict";
import { idsIn, saidOf, sqlIn, written } from "../../../tests/support/layout_folder.ts";
import { GOOSE } from "./goose.ts";

const UP = "-- +goose Up\nSELECT 1;\n";

Deno.test("goose runs files by number, and skips programs that are not migrations", async () => {
  const texts = { "00010_b.sql": UP, "9_a.sql": UP, "main.go": "", "1_helper_test.go": "" };
  assert.deepEqual(await idsIn(GOOSE, texts), ["9_a", "00010_b"]);
});

Deno.test("goose runs everything above +goose Down, with its own annotations as comments", async () => {
  const texts = {
    "1_a.sql": "-- first\n-- +goose NO TRANSACTION\n-- +goose Up\n-- +goose StatementBegin\nA;\n" +
      "-- +goose StatementEnd\n-- +goose Down\nB;\n",
    "2_b.sql": "--+goose Up\r\nA;\r\n--  +goose down  \r\nB;",
    "3_c.sql": "-- +goose Up\nA;\n  -- +goose Down\n-- +goose Downwards",
  };
  const run = (await sqlIn(GOOSE, texts)).map((text) => /\bB;/.test(text));
  assert.deepEqual(run, [false, false, false]);
  assert.match((await sqlIn(GOOSE, texts))[2]!, /Downwards$/);
});

Deno.test("goose reports where it would fail, and what is unknown here", async () => {
  assert.deepEqual(
    await saidOf(GOOSE, {
      "1_a.sql": "SELECT 1;",
      "2_b.sql": "SELECT 1;\n-- +goose Up\n",
      "3_c.sql": "-- +goose Up\n-- +goose ENVSUB ON\nSELECT '${HOME}';",
    }),
    [
      'migrations/no-marker: Cannot read "migrations/1_a.sql" as goose does: it has no "-- +goose Up" line',
      'migrations/above-marker: Cannot read "migrations/2_b.sql" as goose does: there is SQL above "-- +goose Up"',
      'migrations/substitution: Cannot read "migrations/3_c.sql": goose substitutes environment variables in it',
    ],
  );
  const others = { "1_a.sql": UP, "0_b.sql": UP, "3.sql": UP };
  assert.deepEqual((await saidOf(GOOSE, others)).map((said) => said.replace(/: .*/, "")), [
    "migrations/no-version",
    "migrations/no-version",
  ]);
});

Deno.test("goose gets annotations if it would end a statement elsewhere", async () => {
  const trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM b;\nEND;";
  const sql = [
    "CREATE TABLE a (x DEFAULT 'one;',\n  y);",
    "-- Why; because",
    trigger,
    "SELECT '--', '\n;\n';",
    "SELECT (1 -- one\n);",
    "SELECT ' -- two;';",
    "SELECT 1 -- three;\n;",
  ].join("\n") + "\n";
  const { "20261122140000_add_bio.sql": text } = await written(GOOSE, {}, { sql, downSql: "B;\n" });
  const wrapped = (statement: string) =>
    `-- +goose StatementBegin\n${statement}\n-- +goose StatementEnd`;
  assert.equal(
    text,
    [
      "-- +goose Up",
      "CREATE TABLE a (x DEFAULT 'one;',\n  y);",
      "-- Why; because",
      wrapped(trigger),
      wrapped("SELECT '--', '\n;\n';"),
      "SELECT (1 -- one\n);",
      wrapped("SELECT ' -- two;';"),
      "SELECT 1 -- three;\n;",
      "",
      "-- +goose Down",
      "B;\n",
    ].join("\n"),
  );
});

Deno.test("goose continues in the style of the folder, without a down migration if there is none", async () => {
  assert.deepEqual(await written(GOOSE, { "00009_a.sql": UP }, { sql: "A;\n", name: "🎉" }), {
    "00010_migration.sql": "-- +goose Up\nA;\n",
  });
});

Deno.test("goose refuses a statement that it would end elsewhere, unless that is annotated", async () => {
  const view = "CREATE VIEW v AS SELECT 1 /* x;\nDROP TABLE t; -- */ AS a;\n";
  const plain = "CREATE TABLE a (x, -- first;\n  y); CREATE TABLE b (z)\n;\nSELECT 1\n";
  const enclosed = "-- +goose StatementBegin\nSELECT 1;\n" + view + "-- +goose StatementEnd\n";
  const read = (sql: string) => saidOf(GOOSE, { "1_a.sql": "-- +goose Up\n" + sql });
  assert.deepEqual(await read(enclosed + plain), []);
  const said = 'migrations/cut-statement: Cannot read "migrations/1_a.sql": ' +
    "goose ends a statement elsewhere than SQLite";
  for (const sql of [view, enclosed + view]) {
    assert.deepEqual(await read(sql), [said]);
  }
});
