import assert from "node:assert/strict";
import { idsIn, saidOf, written } from "../../../tests/support/layout_folder.ts";
import { PRISMA } from "./prisma.ts";

const LOCK = { "migration_lock.toml": '# made\nprovider = "sqlite"\n' };

Deno.test("prisma runs the folders in name order, whatever they are named", async () => {
  const texts = {
    "b/migration.sql": "",
    "20260101000000_a/migration.sql": "",
    "0_init/migration.sql": "",
  };
  assert.deepEqual(await idsIn(PRISMA, texts), ["0_init", "20260101000000_a", "b"]);
});

Deno.test("prisma reports SQL that would never run, and another database", async () => {
  const lock = '# made\nprovider = "postgresql"\n';
  assert.deepEqual(await saidOf(PRISMA, { "migration_lock.toml": lock, "seed.sql": "" }), [
    "migrations/another-database: Cannot read migrations for postgresql: only those for SQLite can " +
    "be replayed",
    'migrations/no-version: Cannot tell when "migrations/seed.sql" runs: it is not a migration.sql in its own folder',
  ]);
});

Deno.test("prisma gets a folder named by time, and its lock file if missing", async () => {
  const path = "20261122140000_add_bio/migration.sql";
  assert.deepEqual(Object.keys(await written(PRISMA, {})), [path, "migration_lock.toml"]);
  const texts = { ...LOCK, "0_init/migration.sql": "" };
  assert.deepEqual(Object.keys(await written(PRISMA, texts)), [path]);
});
