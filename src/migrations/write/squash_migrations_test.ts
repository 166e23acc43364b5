import assert from "node:assert/strict";
import { folderOf, migrationsIn } from "../../../tests/support/layout_folder.ts";
import { firstMismatch, sumFileOf } from "../layouts/atlas_sum.ts";
import { GOLANG_MIGRATE } from "../layouts/golang_migrate.ts";
import { squashMigrations } from "./squash_migrations.ts";

Deno.test("squashMigrations() renews atlas.sum beside the files of another tool", async () => {
  const pairs = {
    "1_a.up.sql": "CREATE TABLE a (x);\n",
    "1_a.down.sql": "DROP TABLE a;\n",
    "2_b.up.sql": "CREATE TABLE b (x);\n",
    "2_b.down.sql": "DROP TABLE b;\n",
  };
  const sum = await sumFileOf(
    Object.entries(pairs).map(([name, text]) => ({ name, text }))
      .sort((left, right) => left.name < right.name ? -1 : 1),
  );
  const texts = { ...pairs, "atlas.sum": sum };
  const directory = {
    path: "migrations",
    layout: GOLANG_MIGRATE.name,
    migrations: await migrationsIn(GOLANG_MIGRATE, pairs),
    files: folderOf(texts),
  };
  const squashed = await squashMigrations(directory, {
    layout: GOLANG_MIGRATE,
    count: 2,
    sql: "CREATE TABLE a (x);\nCREATE TABLE b (x);\n",
    now: new Date("2026-11-22T14:00:00Z"),
  });
  assert.ok(squashed.ok);
  const { files, removed, changed } = squashed.value;
  assert.deepEqual(removed, ["1_a.down.sql", "1_a.up.sql", "2_b.down.sql"]);
  assert.deepEqual(changed.map(({ path }) => path).toSorted(), ["2_b.up.sql", "atlas.sum"]);
  const left = [{ name: "2_b.up.sql", text: files.get("2_b.up.sql")!.text }];
  assert.equal(await firstMismatch(files.get("atlas.sum")!.text, left), undefined);
});
