import assert from "node:assert/strict";
import {
  idsIn,
  migrationsIn,
  saidOf,
  sqlIn,
  written,
} from "../../../tests/support/layout_folder.ts";
import { DBMATE } from "./dbmate.ts";

const BOTH = "-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n";

Deno.test("dbmate runs files in name order, not by number", async () => {
  assert.deepEqual(await idsIn(DBMATE, { "9_a.sql": BOTH, "10_b.sql": BOTH, "README.md": "" }), [
    "10_b",
    "9_a",
  ]);
});

Deno.test("dbmate runs the parts below migrate:up, and no down migration", async () => {
  const texts = {
    "1.sql": BOTH,
    "2.sql": "-- penumbra: allow data-loss\n--migrate:up transaction:false\r\nA;\r\n" +
      "-- migrate:down\r\nB;\r\n-- migrate:up\r\nC;\r\n-- migrate:down transaction:false\r\nD;",
    "3.sql": "-- migrate:up\nSELECT '-- migrate:down';\n-- migrate:downwards\n--  migrate:down",
  };
  assert.deepEqual((await sqlIn(DBMATE, texts)).map((text) => text.split(/\s*\n\s*/)), [
    ["-- migrate:up", "SELECT 1;"],
    ["-- penumbra: allow data-loss", "--migrate:up transaction:false", "A;", "-- migrate:up", "C;"],
    ["-- migrate:up", "SELECT '-- migrate:down';", "-- migrate:downwards"],
  ]);
});

Deno.test("dbmate keeps every statement on its line", async () => {
  const text = "-- migrate:up\nA;\n-- migrate:down\nB;\n\n-- migrate:up\n  C;\n-- migrate:down\n";
  const [migration] = await migrationsIn(DBMATE, { "1_a.sql": text });
  assert.equal(migration!.source.text.indexOf("C"), text.indexOf("C"));
  assert.equal(migration!.source.text.split("\n").indexOf("  C;"), 6);
});

Deno.test("dbmate reports files at which it would fail", async () => {
  const texts = {
    "1_a.sql": "SELECT 1;",
    "2_b.sql": "-- migrate:up\nSELECT 1;",
    "3_c.sql": "SELECT 1;\n" + BOTH,
    "3_d.sql": BOTH,
    "users.sql": BOTH,
  };
  const said = await saidOf(DBMATE, texts);
  assert.deepEqual(said, [
    'migrations/no-version: Cannot tell when "migrations/users.sql" runs: its name does not begin ' +
    "with a version",
    'migrations/duplicate-version: Cannot order "migrations/3_c.sql" and "migrations/3_d.sql": ' +
    "the version of each is 3",
  ]);
  const { "users.sql": _, "3_d.sql": __, ...others } = texts;
  assert.deepEqual(await saidOf(DBMATE, others), [
    'migrations/no-marker: Cannot read "migrations/1_a.sql" as dbmate does: it has no "-- migrate:up" line',
    'migrations/no-marker: Cannot read "migrations/2_b.sql" as dbmate does: it has no "-- migrate:down" line',
    'migrations/above-marker: Cannot read "migrations/3_c.sql" as dbmate does: there is SQL above "-- migrate:up"',
  ]);
});

Deno.test("dbmate writes both parts, and says so if nothing is undone", async () => {
  const parts = { sql: "SELECT 1;\n", downSql: "SELECT 2;\n" };
  assert.deepEqual(await written(DBMATE, {}, parts), {
    "20261122140000_add_bio.sql": "-- migrate:up\nSELECT 1;\n\n-- migrate:down\nSELECT 2;\n",
  });
  assert.deepEqual(await written(DBMATE, {}), {
    "20261122140000_add_bio.sql": "-- migrate:up\nSELECT 1;\n\n-- migrate:down\n" +
      "-- Empty: penumbra generate --down also writes a down migration\n",
  });
});
