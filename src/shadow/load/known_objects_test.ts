import assert from "node:assert/strict";
import { objectsOf, snapshotOf } from "../../schema/snapshot.ts";
import { splitStatements } from "../../sql/statements.ts";
import { knownObjects } from "./known_objects.ts";
import { ShadowDatabase } from "../database/shadow_database.ts";

const SCHEMA = `-- People
create table if not exists "users" (
  id INTEGER PRIMARY KEY, -- the key; of all
  name TEXT NOT NULL DEFAULT ';'
);
CREATE UNIQUE INDEX users_name ON users (name) WHERE name <> ''; CREATE VIEW [all users] AS SELECT * FROM users;
CREATE TRIGGER log AFTER INSERT ON users BEGIN SELECT 1; SELECT 2; END;
CREATE TABLE \`b b\` (a /* ; */, b) WITHOUT ROWID`;

const objectsIn = async (text: string) => {
  await using shadow = await ShadowDatabase.open({ engine: "sqlite" });
  const ran = shadow.applyScript({ name: "schema.sql", text });
  return ran.ok ? objectsOf(shadow.introspect()) : [];
};

Deno.test("statements with a known text are the same as if they had been read", async () => {
  const text = SCHEMA.replace("b) WITHOUT ROWID", "b)");
  const source = { name: "schema.sql", text };
  const objects = await objectsIn(text);
  assert.equal(objects.length, 5);
  const known = knownObjects(objects);
  const [read, recognised] = [splitStatements(source), splitStatements(source, known.endOf)];
  assert(read.ok && recognised.ok);
  const plain = recognised.value.statements.map((it) => ({ ...it }));
  assert.deepEqual({ ...recognised.value, statements: plain }, read.value);
  assert.deepEqual(
    snapshotOf(recognised.value.statements.map((it) => known.of(it)!)),
    snapshotOf(objects),
  );
});

Deno.test("a statement that continues after a known text is not known", async () => {
  const text = "CREATE TABLE a (b INTEGER PRIMARY KEY)";
  const known = knownObjects(await objectsIn(text));
  const isKnown = (it: string) => known.endOf(it, 0) !== undefined;
  assert.deepEqual(
    ["", ";", "\n", "\n;", " STRICT;", "x;", " -- a\n;", "/* a */;", ";DROP TABLE a;"].filter((
      end,
    ) => isKnown(text + end)),
    ["", ";", "\n", ";DROP TABLE a;"],
  );
  assert(isKnown("create  table if not exists a (b INTEGER PRIMARY KEY);"));
  for (
    const other of [
      "CREATE TABLE a (b INTEGER PRIMARY KEY",
      "CREATE TABLE a (b INTEGER  PRIMARY KEY);",
      "CREATE TABLE A (b INTEGER PRIMARY KEY);",
      "CREATE TABLE main.a (b INTEGER PRIMARY KEY);",
      "CREATE TEMP TABLE a (b INTEGER PRIMARY KEY);",
      "CREATE VIEW a (b INTEGER PRIMARY KEY);",
      "CREATE TABLE ab (b INTEGER PRIMARY KEY);",
      "CREATE\u00a0TABLE a (b INTEGER PRIMARY KEY);",
      "CREATE TABLE\v a (b INTEGER PRIMARY KEY);",
    ]
  ) assert(!isKnown(other), other);
});
