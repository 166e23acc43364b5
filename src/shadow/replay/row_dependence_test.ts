import assert from "node:assert/strict";
import fc from "npm:fast-check@4.10.2";
import { statementsOf } from "../../../tests/support/statements.ts";
import { EMPTY_SNAPSHOT } from "../../schema/snapshot.ts";
import { dependsOnRows, type FilledSchema } from "./row_dependence.ts";
import { snapshotAfter } from "./snapshot_after.ts";

/** Roles and settings have rows, the others none. */
const BASE = `
  CREATE TABLE roles (id INTEGER PRIMARY KEY, name TEXT, level INTEGER);
  CREATE TABLE settings (name TEXT, value TEXT) STRICT;
  CREATE TABLE users (id INTEGER PRIMARY KEY, role_id REFERENCES roles (id), name TEXT);
  CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id REFERENCES users (id));
  CREATE TABLE notes (text TEXT);
  CREATE TABLE logs (text TEXT);
  CREATE VIEW role_names AS SELECT name FROM roles;
  CREATE TRIGGER noted AFTER INSERT ON notes BEGIN DELETE FROM settings; END;
  INSERT INTO roles VALUES (1, 'admin', 1), (2, 'admin', NULL);
  INSERT INTO settings VALUES ('a', 'b');
`;

async function after(text: string, base?: FilledSchema) {
  const statements = statementsOf(text);
  const result = await snapshotAfter(base?.snapshot ?? EMPTY_SNAPSHOT, statements);
  return result.ok ? result.value : undefined;
}

const INDEPENDENT = [
  "CREATE TABLE tags (id INTEGER PRIMARY KEY, role_id NOT NULL REFERENCES roles (id));",
  "CREATE VIEW all_settings AS SELECT * FROM settings;",
  "CREATE TRIGGER t AFTER INSERT ON roles BEGIN SELECT 1; END;",
  "CREATE UNIQUE INDEX users_name ON users (name);",
  "ALTER TABLE roles ADD COLUMN colour TEXT COLLATE NOCASE;",
  "ALTER TABLE users ADD COLUMN email TEXT NOT NULL DEFAULT 'none';",
  "ALTER TABLE roles ADD COLUMN colour TEXT NOT NULL DEFAULT 'none';",
  "ALTER TABLE roles ADD COLUMN other REFERENCES users (id);",
  "CREATE INDEX roles_level ON roles (level DESC, name COLLATE NOCASE);",
  "CREATE VIRTUAL TABLE found USING fts5(name, content='roles', content_rowid='id');",
  "ALTER TABLE settings RENAME COLUMN value TO text;",
  "ALTER TABLE users ADD COLUMN other_role REFERENCES roles (id);",
  "ALTER TABLE roles RENAME COLUMN level TO rank;",
  "ALTER TABLE roles DROP COLUMN level;",
  "ALTER TABLE posts RENAME TO articles;",
  "DROP VIEW role_names;",
  "DROP TABLE posts;",
  "INSERT INTO logs VALUES ('a');",
];

const DEPENDENT = [
  "CREATE TABLE copies AS SELECT * FROM roles;",
  "CREATE UNIQUE INDEX roles_name ON roles (name);",
  "CREATE INDEX settings_name ON settings (json(value));",
  "ALTER TABLE roles ADD COLUMN colour TEXT NOT NULL;",
  "ALTER TABLE roles ADD COLUMN colour TEXT CHECK (level = 1);",
  "ALTER TABLE roles ADD COLUMN made TEXT DEFAULT CURRENT_TIMESTAMP;",
  "ALTER TABLE main.roles RENAME TO ranks;",
  "ALTER TABLE settings ADD COLUMN note TEXT;",
  "ALTER TABLE settings ADD COLUMN count INTEGER DEFAULT 'none';",
  "DROP TABLE settings;",
  "INSERT INTO users (role_id) VALUES (1);",
  "INSERT INTO users (role_id) VALUES (3);",
  "INSERT INTO roles VALUES (1, 'guest', 2);",
  "INSERT INTO notes VALUES ('fires a trigger');",
  "SELECT json(value) FROM settings;",
  "CREATE TABLE gate (ok CHECK (ok)); INSERT INTO gate SELECT count(*) FROM sqlite_schema;",
  "CREATE TABLE tags (role_id REFERENCES roles (id)); INSERT INTO tags VALUES (3);",
];

Deno.test("dependsOnRows() tells apart what rows can and cannot make fail", async () => {
  const base = await after(BASE);
  assert(base !== undefined);
  assert.deepEqual(base.filled, ["roles", "settings"]);
  for (const text of INDEPENDENT) {
    assert.equal(dependsOnRows(statementsOf(text), base), false, text);
  }
  for (const text of DEPENDENT) {
    assert.equal(dependsOnRows(statementsOf(text), base), true, text);
    assert.equal(dependsOnRows(statementsOf(text), { ...base, filled: [] }), false, text);
  }
});

Deno.test("statements that do not depend on rows have the same result with and without them", async () => {
  const base = await after(BASE);
  assert(base !== undefined);
  const pool = [...INDEPENDENT, ...DEPENDENT];
  const chosen = fc.sample(fc.shuffledSubarray(pool, { minLength: 1, maxLength: 4 }), {
    seed: 20261122,
    numRuns: 200,
  });
  const seen = { dependent: 0, ran: 0, failed: 0 };
  for (const text of [...pool, ...chosen.map((statements) => statements.join("\n"))]) {
    const whole = await after(BASE + text);
    const dependent = dependsOnRows(statementsOf(text), base);
    seen[dependent ? "dependent" : whole === undefined ? "failed" : "ran"]++;
    if (dependent) continue;
    const parts = await after(text, base);
    assert.deepEqual(parts?.snapshot, whole?.snapshot, text);
    if (parts === undefined) continue;
    assert.deepEqual([...base.filled, ...parts.filled].sort(), whole?.filled, text);
  }
  assert(seen.dependent > 50 && seen.ran > 20, JSON.stringify(seen));
});
