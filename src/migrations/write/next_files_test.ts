import assert from "node:assert/strict";
import { folderOf, migrationsIn, type Texts } from "../../../tests/support/layout_folder.ts";
import { D1 } from "../layouts/d1.ts";
import { DBMATE } from "../layouts/dbmate.ts";
import { GOOSE } from "../layouts/goose.ts";
import type { Layout } from "../layouts/layout.ts";
import { NODE_SQLITE } from "../layouts/node_sqlite.ts";
import { nextFiles } from "./next_files.ts";

Deno.test("nextFiles() returns the files of a migration that is read back as proven", async () => {
  const sql = "-- Made by hand\n\nCREATE TABLE a (x);\nDROP TABLE b;\n";
  for (const layout of [DBMATE, GOOSE, NODE_SQLITE, D1]) {
    const planned = await plan(layout, {}, sql);
    assert.ok(planned.ok, layout.name);
    assert.equal(planned.value.files.length, 1);
    const { files, migrations } = planned.value.directory.value;
    assert.deepEqual(Array.from(files.values(), ({ text }) => text), [
      planned.value.files[0]!.text,
    ]);
    assert.equal(migrations.length, 1);
  }
});

Deno.test("nextFiles() refuses a name that sorts before existing ones", async () => {
  const planned = await plan(D1, { "9_a.sql": "SELECT 1;" }, "SELECT 2;\n");
  assert.deepEqual(planned.diagnostics.map(({ code, message }) => [code, message]), [[
    "migrations/not-last",
    'Cannot write "10_add_bio.sql": "migrations/9_a.sql" would run after it',
  ]]);
});

Deno.test("nextFiles() refuses SQL that its tool would mistake for its own markers", async () => {
  const sql = "CREATE TABLE a (\n-- down to the last one\n  x);\nSELECT 1;\n";
  assert.equal((await plan(DBMATE, {}, sql)).ok, true);
  assert.deepEqual((await plan(NODE_SQLITE, {}, sql)).diagnostics.map(({ code }) => code), [
    "migrations/not-as-proven",
  ]);
});

async function plan(layout: Layout, texts: Texts, sql: string) {
  const directory = {
    path: "migrations",
    layout: layout.name,
    migrations: await migrationsIn(layout, texts),
    files: folderOf(texts),
  };
  const now = new Date("2026-11-22T14:00:00Z");
  return await nextFiles(layout, { directory, name: "Add bio", sql, now });
}
