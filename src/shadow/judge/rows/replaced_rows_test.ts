import assert from "node:assert/strict";
import { effectsOf } from "../../../../tests/support/judged_effects.ts";

const ROLES = `CREATE TABLE roles (id INTEGER PRIMARY KEY, name TEXT, note TEXT);
  CREATE UNIQUE INDEX roles_name ON roles (name);
  CREATE TABLE users (id INTEGER PRIMARY KEY, role INT REFERENCES roles ON DELETE CASCADE);`;

Deno.test("judgeFiles() sees what REPLACE with values deletes if their key is taken", async () => {
  const row = "(id, name, note) VALUES (1, 'Admin', 'all')";
  assert.deepEqual(await effectsOf(ROLES, `REPLACE INTO roles ${row};`), [
    "roles.name 1 other by direct, taken id at REPLACE INTO roles",
    "roles.note 1 other by direct, taken id at REPLACE INTO roles",
    "users 4 to 3 by replace, taken id at REPLACE INTO roles",
    "roles.id 1 other by direct, taken name at REPLACE INTO roles",
  ]);
  assert.deepEqual(await effectsOf(ROLES, `INSERT OR IGNORE INTO roles ${row};`), []);
  const upsert = `INSERT INTO roles ${row} ON CONFLICT DO UPDATE SET name = excluded.name;`;
  assert.deepEqual(await effectsOf(ROLES, upsert), []);
});

Deno.test("judgeFiles() sees what REPLACE has no value for", async () => {
  const before = "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT, note TEXT);";
  const file = "REPLACE INTO settings (key, value) VALUES ('theme', 'dark');";
  assert.deepEqual(await effectsOf(before, file), [
    "settings.value 1 other by direct, taken key at REPLACE INTO settings",
    "settings.note 1 null by replace, taken key at REPLACE INTO settings",
  ]);
});

Deno.test("judgeFiles() sees what an INSERT deletes if the table says REPLACE", async () => {
  const before = ROLES.replace("name TEXT", "name TEXT UNIQUE ON CONFLICT REPLACE")
    .replace("UNIQUE INDEX", "INDEX");
  const lost = "users 4 to 3 by replace, taken name at INSERT INTO roles";
  const file = "INSERT INTO roles VALUES (1, 'Admin', 'all');";
  assert((await effectsOf(before, file)).includes(lost));
  assert((await effectsOf(before, `${file} CREATE TABLE other (x);`)).includes(lost));
  const more = `${file} UPDATE roles SET note = NULL WHERE note = 'none';`;
  assert((await effectsOf(before, more)).includes(lost));
});
