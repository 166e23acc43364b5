import assert from "node:assert/strict";
import { ShadowDatabase } from "../../shadow/database/shadow_database.ts";
import { withKeysAsBefore } from "./keys_as_before.ts";

async function snapshotOf(text: string) {
  await using shadow = await ShadowDatabase.open();
  assert(shadow.applyScript({ name: "schema.sql", text }).ok);
  return shadow.introspect();
}

Deno.test("withKeysAsBefore() keeps NOT NULL of keys, and nothing else", async () => {
  const current = await snapshotOf(`CREATE TABLE a (id text PRIMARY KEY NOT NULL, b text NOT NULL);
    CREATE TABLE c (x text NOT NULL, y text, PRIMARY KEY (x, y));`);
  const desired = await snapshotOf(`CREATE TABLE a (id text PRIMARY KEY, b text);
    CREATE TABLE c (x text, y text, PRIMARY KEY (x, y)); CREATE TABLE d (id text PRIMARY KEY);`);
  const { tables } = withKeysAsBefore(desired, current);
  assert.deepEqual(tables.map(({ sql }) => sql), [
    "CREATE TABLE a (id text PRIMARY KEY NOT NULL, b text)",
    "CREATE TABLE c (x text NOT NULL, y text, PRIMARY KEY (x, y))",
    "CREATE TABLE d (id text PRIMARY KEY)",
  ]);
  const stored = await snapshotOf(tables.map(({ sql }) => sql).join(";"));
  assert.deepEqual(tables, stored.tables);
});
