import assert from "node:assert/strict";
import { folderOf, idsIn, saidOf, written } from "../../../tests/support/layout_folder.ts";
import { GOLANG_MIGRATE } from "./golang_migrate.ts";
import { recogniseLayout } from "./list.ts";

Deno.test("golang-migrate runs the files that end with .up.sql, by number", async () => {
  const texts = { "10_b.up.sql": "", "9_a.up.sql": "", "9_a.down.sql": "", "11_.up.sql": "" };
  assert.deepEqual(await idsIn(GOLANG_MIGRATE, texts), ["9_a", "10_b", "11_"]);
});

Deno.test("golang-migrate accepts any text before the extension, and no duplicate versions", async () => {
  const texts = { "1_a.up.sql": "", "2_b.up..sql": "", "2_b.down..sql": "", "3_c.up.sql": "" };
  assert.deepEqual(await idsIn(GOLANG_MIGRATE, texts), ["1_a", "2_b", "3_c"]);
  const recognised = (texts: Record<string, string>) => recogniseLayout(folderOf(texts)).name;
  assert.equal(recognised(texts), "golang-migrate");
  assert.equal(recognised({ ...texts, "3_d.up.sql": "" }), "golang-migrate");
  assert.equal(recognised({ "1_a.up.sql": "", "1_b.up.sql": "", "2_c.up.sql": "" }), "up-down");
});

Deno.test("golang-migrate reports SQL that would never run, and where it would fail", async () => {
  const texts = { "1_a.sql": "", "x.up.sql": "", "2_b.up.sql": "", "02_c.up.sql": "" };
  assert.deepEqual(await saidOf(GOLANG_MIGRATE, texts), [
    'migrations/no-version: Cannot tell when "migrations/1_a.sql" runs: its name is not ' +
    "<version>_<name>.up.sql",
    'migrations/no-version: Cannot tell when "migrations/x.up.sql" runs: its name is not ' +
    "<version>_<name>.up.sql",
    'migrations/duplicate-version: Cannot order "migrations/02_c.up.sql" and ' +
    '"migrations/2_b.up.sql": the version of each is 2',
  ]);
});

Deno.test("golang-migrate says what may run a file that it ignores", async () => {
  const read = await GOLANG_MIGRATE.read(folderOf({ "1_a.sql": "", "2_b.up.sql": "" }));
  assert.equal(
    read.diagnostics[0]?.hint,
    'Name it "1_a.up.sql", or move it out of the folder; if nothing runs it, name it under "skip" in ' +
      "penumbra.json; if code of your own runs it, use --layout up-down",
  );
});

Deno.test("golang-migrate writes a pair of files, or one without a down migration", async () => {
  const before = { "000009_a.up.sql": "" };
  assert.deepEqual(await written(GOLANG_MIGRATE, before, { sql: "A;\n", downSql: "B;\n" }), {
    "000010_add_bio.up.sql": "A;\n",
    "000010_add_bio.down.sql": "B;\n",
  });
  assert.deepEqual(Object.keys(await written(GOLANG_MIGRATE, before)), ["000010_add_bio.up.sql"]);
});
