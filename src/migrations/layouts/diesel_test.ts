import assert from "node:assert/strict";
import { idsIn, saidOf, written } from "../../../tests/support/layout_folder.ts";
import { DIESEL } from "./diesel.ts";

const SQL = "SELECT 1;\n";

Deno.test("diesel runs folders in the order of their versions as text without hyphens", async () => {
  const texts = {
    "2024-03-13_170000_more/up.sql": SQL,
    "2024-01-01-120000_users/up.sql": SQL,
    "2024-01-01-120000_users/down.sql": SQL,
    "00000000000000_diesel_initial_setup/up.sql": SQL,
    "20240201000000_between/up.sql": SQL,
  };
  // 20240101120000, 20240201000000, 20240313: in text order the shortest is not the first.
  assert.deepEqual(await idsIn(DIESEL, texts), [
    "00000000000000_diesel_initial_setup",
    "2024-01-01-120000_users",
    "20240201000000_between",
    "2024-03-13_170000_more",
  ]);
});

Deno.test("diesel reports what would be undone or run twice", async () => {
  assert.deepEqual(
    await saidOf(DIESEL, {
      "2024-01-01_a/up.sql": SQL,
      "20240101_b/up.sql": SQL,
      "1.sql": SQL,
    }),
    [
      'migrations/no-version: Cannot tell when "migrations/1.sql" runs: it is not an up.sql in its own folder',
      'migrations/duplicate-version: Cannot order "migrations/2024-01-01_a/up.sql" and ' +
      '"migrations/20240101_b/up.sql": the version of each is 20240101',
    ],
  );
  const stray = { "1_a/up.sql": SQL, "2_b/down.sql": SQL };
  assert.deepEqual(await saidOf(DIESEL, stray), [
    'migrations/nothing-to-undo: "migrations/2_b/down.sql" undoes a migration that does not exist',
  ]);
});

Deno.test("diesel dates a new folder like its own tool, or continues with numbers", async () => {
  const both = { sql: SQL, downSql: "SELECT 2;\n" };
  assert.deepEqual(await written(DIESEL, {}, both), {
    "2026-11-22-140000_add_bio/up.sql": SQL,
    "2026-11-22-140000_add_bio/down.sql": "SELECT 2;\n",
  });
  const pathsAfter = async (path: string) => Object.keys(await written(DIESEL, { [path]: SQL }));
  assert.deepEqual(await pathsAfter("2024-01-01-120000_a/up.sql"), [
    "2026-11-22-140000_add_bio/up.sql",
  ]);
  assert.deepEqual(await pathsAfter("01-friend_car/up.sql"), ["02-add_bio/up.sql"]);
});
