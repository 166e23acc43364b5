import assert from "node:assert/strict";
import {
  folderOf,
  idsIn,
  migrationsIn,
  saidOf,
  written,
} from "../../../tests/support/layout_folder.ts";
import { SQLX } from "./sqlx.ts";

Deno.test("sqlx runs both kinds of files by number, and no down migration", async () => {
  const texts = { "10_b.sql": "", "9_a.up.sql": "", "9_a.down.sql": "", "11_c.d.sql": "" };
  assert.deepEqual(await idsIn(SQLX, texts), ["9_a", "10_b", "11_c.d"]);
});

Deno.test("sqlx reports SQL at which it would fail", async () => {
  assert.deepEqual(await saidOf(SQLX, { "users_a.sql": "", "1.sql": "" }), [
    'migrations/no-version: Cannot tell when "migrations/1.sql" runs: its name does not begin ' +
    "with a version and an underscore",
    'migrations/no-version: Cannot tell when "migrations/users_a.sql" runs: its name does not ' +
    "begin with a version and an underscore",
  ]);
});

Deno.test("sqlx continues with the kind of files in the folder", async () => {
  const both = { sql: "A;\n", downSql: "B;\n" };
  const paths = async (texts: Record<string, string>, parts = both) =>
    Object.keys(await written(SQLX, texts, parts));
  assert.deepEqual(await paths({}), [
    "20261122140000_add_bio.up.sql",
    "20261122140000_add_bio.down.sql",
  ]);
  const { downSql: _, ...up } = both;
  assert.deepEqual(Object.keys(await written(SQLX, {}, up)), ["20261122140000_add_bio.sql"]);
  assert.deepEqual(Object.keys(await written(SQLX, { "1_a.up.sql": "" }, up)), [
    "2_add_bio.up.sql",
  ]);
  assert.deepEqual(Object.keys(await written(SQLX, { "1_a.sql": "" }, up)), ["2_add_bio.sql"]);
});

Deno.test("sqlx refuses a down migration if the other migrations have none", async () => {
  const texts = { "1_a.sql": "" };
  const directory = {
    path: "migrations",
    layout: "sqlx",
    migrations: await migrationsIn(SQLX, texts),
    files: folderOf(texts),
  };
  const refused = await SQLX.write({
    directory,
    name: "x",
    sql: "",
    downSql: "",
    now: new Date(0),
  });
  assert.deepEqual(refused.diagnostics.map(({ code }) => code), ["migrations/no-down-part"]);
});
