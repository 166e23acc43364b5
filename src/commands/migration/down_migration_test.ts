import assert from "node:assert/strict";
import { MAKER } from "../../base/version.ts";
import { EMPTY_SNAPSHOT, type SchemaSnapshot } from "../../schema/snapshot.ts";
import { loadDdl } from "../../shadow/load/load_ddl.ts";
import { nextMigration, type NextMigrationRequest } from "./next_migration.ts";
import { answersForward, downMigration } from "./down_migration.ts";

type Answers = Partial<NextMigrationRequest["answers"]>;

Deno.test("downMigration() drops what was added, and reports the loss, without a question", async () => {
  const { text, said } = await back(
    "CREATE TABLE a (x, y);",
    "CREATE TABLE a (x, y, z);\nCREATE TABLE b (x);",
  );
  assert.deepEqual(said, []);
  assert.deepEqual(text.split("\n").slice(0, 2).map(withoutHashes), [
    `-- Down migration, made by ${MAKER}: pre=… post=…`,
    "-- Drops a.z, b and their data",
  ]);
  assert.match(text, /^ALTER TABLE a DROP COLUMN z;$/m);
  assert.match(text, /^DROP TABLE __penumbra_old_b;$/m);
});

Deno.test("downMigration() can lead back to an empty schema", async () => {
  const { text, said } = await back("", "CREATE TABLE a (x);");
  assert.deepEqual(said, []);
  assert.match(text, /^DROP TABLE __penumbra_old_a;$/m);
});

Deno.test("downMigration() reverses renames of tables and columns together", async () => {
  const { text, said } = await back(
    'CREATE TABLE "the a" (x, y, z);',
    'CREATE TABLE b ("x.1", y, z);',
    { renames: ['"the a":b', '"the a".x:b."x.1"'] },
  );
  assert.deepEqual(said, []);
  assert.match(text, /^ALTER TABLE b RENAME TO "the a";$/m);
  assert.match(text, /RENAME COLUMN "x\.1" TO x;$/m);
  assert.doesNotMatch(text, /DROP|CREATE/);
});

Deno.test("downMigration() asks for values of a restored column, and uses the answer", async () => {
  const [before, after] = ["CREATE TABLE a (x, y TEXT NOT NULL);", "CREATE TABLE a (x);"];
  const open = await back(before, after, { allow: ["data-loss"] });
  assert.equal(open.text, "");
  assert.deepEqual(open.said, [
    'plan/fill-needed: In the down migration: Cannot add column "y" to "a": it is NOT NULL without a ' +
    "default, and the table may have rows",
  ]);
  const answered = await back(before, after, { allow: ["data-loss"], fills: ["a.y='none'"] });
  assert.deepEqual(answered.said, []);
  assert.match(answered.text, /'none'/);
  assert.match(answered.text, /^-- Recreates a\.y without data$/m);
});

Deno.test("downMigration() fills what becomes NOT NULL again, and warns if nothing does", async () => {
  const [before, after] = ["CREATE TABLE a (x TEXT NOT NULL);", "CREATE TABLE a (x TEXT);"];
  assert.deepEqual((await back(before, after)).said.map((it) => it.replace(/: .*/, "")), [
    "lint/null-to-not-null",
  ]);
  const answered = await back(before, after, { fills: ["a.x='none'"] });
  assert.deepEqual(answered.said, []);
  assert.match(answered.text, /'none'/);
});

Deno.test("answersForward() keeps a fill that names nothing, so that it is reported", async () => {
  const request = await requestFor("CREATE TABLE a (x, y);", "CREATE TABLE a (x);", {
    fills: ["a.y=1", "a.x=2", "a.z=3", "none"],
  });
  assert.deepEqual(answersForward(request).fills, ["a.x=2", "a.z=3", "none"]);
});

/** The text of the down migration, and the diagnostics of both directions. */
async function back(before: string, after: string, answers: Answers = {}) {
  const request = await requestFor(before, after, answers);
  const forth = await nextMigration({ ...request, answers: answersForward(request) });
  assert.ok(forth.ok, JSON.stringify(forth.diagnostics));
  const undone = await downMigration(request, forth.value.changes);
  const said = undone.diagnostics.map(({ code, message }) => `${code}: ${message}`);
  return { text: undone.ok ? undone.value : "", said };
}

async function requestFor(before: string, after: string, answers: Answers) {
  const [current, desired] = [await schemaOf(before), await schemaOf(after)];
  return {
    current,
    desired,
    hints: [],
    answers: { renames: [], noRenames: false, fills: [], allow: [], ...answers },
    columnOrder: "any",
    target: "libsql",
  } satisfies NextMigrationRequest;
}

async function schemaOf(text: string): Promise<SchemaSnapshot> {
  if (text === "") return EMPTY_SNAPSHOT;
  const schema = await loadDdl([{ name: "schema.sql", text }]);
  assert.ok(schema.ok);
  return schema.value.snapshot;
}

function withoutHashes(line: string): string {
  return line.replace(/(?<==)[0-9a-f]{12}/g, "…");
}
