import assert from "node:assert/strict";
import { idsIn, saidOf, written } from "../../../tests/support/layout_folder.ts";
import { UP_DOWN_FILES } from "./up_down_files.ts";

const SQL = "SELECT 1;\n";

const BOTH = { sql: SQL, downSql: "SELECT 2;\n" };

Deno.test.each([
  {
    path: "V0001.Initial_Schema.up.sql",
    up: "V0002.add_bio.up.sql",
    down: "V0002.add_bio.down.sql",
  },
  { path: "0001-users.up.sql", up: "0002-add_bio.up.sql", down: "0002-add_bio.down.sql" },
  { path: "7.up.sql", up: "8_add_bio.up.sql", down: "8_add_bio.down.sql" },
  { path: "01_users_up.sql", up: "02_add_bio_up.sql", down: "02_add_bio_down.sql" },
  { path: "01_users.sql", up: "02_add_bio.sql", down: "02_add_bio.down.sql" },
  { path: "001.do.users.sql", up: "002.do.add_bio.sql", down: "002.undo.add_bio.sql" },
  { path: "up/001_users.sql", up: "up/002_add_bio.sql", down: "down/002_add_bio.sql" },
  {
    path: "2026-01-31-users.up.sql",
    up: "2026-11-22-add_bio.up.sql",
    down: "2026-11-22-add_bio.down.sql",
  },
])("up-down continues after $path with $up", async ({ path, up, down }) => {
  assert.deepEqual(Object.keys(await written(UP_DOWN_FILES, { [path]: SQL }, BOTH)), [up, down]);
});

Deno.test("up-down runs several files of one version by name, without a warning if that is usual", async () => {
  const texts = { "1_b.up.sql": SQL, "1_a.up.sql": SQL, "2_c.up.sql": SQL, "2_d.up.sql": SQL };
  assert.deepEqual(await idsIn(UP_DOWN_FILES, texts), ["1_a", "1_b", "2_c", "2_d"]);
  assert.deepEqual(await saidOf(UP_DOWN_FILES, texts), []);
  const { "1_b.up.sql": _, ...others } = texts;
  assert.match((await saidOf(UP_DOWN_FILES, others)).join(), /^migrations\/same-version: .*2_c/);
});

Deno.test("up-down runs the up files by number, and reports down files without one", async () => {
  const texts = { "V10.b.up.sql": SQL, "V9.a.up.sql": SQL, "V9.a.down.sql": SQL };
  assert.deepEqual(await idsIn(UP_DOWN_FILES, texts), ["V9.a", "V10.b"]);
  assert.deepEqual(await saidOf(UP_DOWN_FILES, { ...texts, "V3.c.down.sql": SQL, "x.sql": SQL }), [
    'migrations/no-version: Cannot tell when "migrations/x.sql" runs: its name has neither up nor down',
  ]);
});

Deno.test("up-down runs files without a direction, and none that undoes them", async () => {
  const texts = {
    "1_a.sql": SQL,
    "1_a.down.sql": SQL,
    "2_shut_down.sql": SQL,
    "3_b.up.sql": SQL,
    "3_b.down.sql": SQL,
  };
  assert.deepEqual(await idsIn(UP_DOWN_FILES, texts), ["1_a", "2_shut_down", "3_b"]);
  assert.deepEqual(await saidOf(UP_DOWN_FILES, texts), []);
  const postgrator = { "1.do.a.sql": SQL, "1.undo.a.sql": SQL, "2.do.b.sql": SQL };
  assert.deepEqual(await idsIn(UP_DOWN_FILES, postgrator), ["1.do.a", "2.do.b"]);
  assert.deepEqual(await idsIn(UP_DOWN_FILES, { ...postgrator, "3_c.sql": SQL }), [
    "1.do.a",
    "2.do.b",
    "3_c",
  ]);
  assert.match(
    (await saidOf(UP_DOWN_FILES, { "1_a.sql": SQL, "2_b_up.sql": SQL, "2_b_down.sql": SQL }))
      .join(),
    /^migrations\/no-version: .*1_a\.sql/,
  );
});
