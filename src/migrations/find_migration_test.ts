import assert from "node:assert/strict";
import { indexOfMigration, noSuchMigration } from "./find_migration.ts";

function migration(version: string, name: string) {
  const id = `${version}_${name}`;
  return { id, version, name, source: { name: `migrations/${id}.sql`, text: "" } };
}

const MIGRATIONS = [migration("0001", "users"), migration("0002", "fix"), migration("0003", "fix")];

Deno.test("indexOfMigration() accepts an id, a version or a name, the last of several", () => {
  const found = ["0002_fix", "0002", "users", "fix", "2", ""].map((text) =>
    indexOfMigration(MIGRATIONS, text)
  );
  assert.deepEqual(found, [1, 1, 0, 2, -1, -1]);
});

Deno.test("noSuchMigration() names the folder, and the migration that was probably meant", () => {
  const directory = { path: "migrations", migrations: MIGRATIONS };
  const hints = ["0001_user", "0007"].map((text) => {
    const { reason, diagnostics: [diagnostic] } = noSuchMigration(text, directory);
    assert.equal(reason, "misuse");
    assert.equal(diagnostic?.message, `Cannot find the migration "${text}" in "migrations"`);
    return diagnostic.hint;
  });
  assert.deepEqual(hints, [
    'Did you mean "0001_users"?',
    "Give the version or the name of a migration, as its file is called",
  ]);
});
