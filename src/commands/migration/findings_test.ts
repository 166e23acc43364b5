import assert from "node:assert/strict";
import { unsafeMigrations } from "./findings.ts";

function unsafe(...texts: readonly string[]): string[] {
  const migrations = texts.map((text, index) => {
    const id = String(index + 1);
    return { id, version: id, name: "", source: { name: `${id}.sql`, text } };
  });
  return unsafeMigrations(migrations).map(({ span }) => span!.source.name);
}

const DROP = "DROP TABLE users;\n";
const OURS = "-- Made by penumbra 0.1.0: parent=none pre=1 post=2\nCREATE TABLE users (id);\n";

Deno.test("unsafeMigrations() judges from the first migration on that we made", () => {
  assert.deepEqual(unsafe(DROP, DROP), []);
  assert.deepEqual(unsafe(DROP, OURS, "CREATE TABLE t (x);", DROP), ["4.sql"]);
  assert.deepEqual(unsafe(DROP, OURS + DROP), []);
  assert.deepEqual(unsafe(OURS, DROP, "ALTER TABLE t DROP COLUMN x;"), ["2.sql", "3.sql"]);
});

Deno.test("unsafeMigrations() knows our migrations whatever was written above the head", () => {
  for (const above of ["-- Reviewed\n", "\n\n", "/* Long\nstory */\n", "\ufeff", "  "]) {
    assert.deepEqual(unsafe(above + OURS, DROP), ["2.sql"], JSON.stringify(above));
  }
  assert.deepEqual(unsafe("SELECT 'Not -- Made by penumbra ';", DROP), []);
});
