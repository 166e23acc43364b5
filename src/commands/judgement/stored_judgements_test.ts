import assert from "node:assert/strict";
import type { Migration } from "../../migrations/directory.ts";
import { runnersOf } from "../../migrations/runners/runners_of.ts";
import { judgeFiles } from "../../shadow/judge/judge.ts";
import { readStatements } from "../../sql/read_statements.ts";
import { ShadowDatabase } from "../../shadow/database/shadow_database.ts";
import { restoreJudgements, storeJudgements } from "./stored_judgements.ts";

const BEFORE = `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
  CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users ON DELETE CASCADE);`;

/** Loses rows with foreign keys on, and fails at rows that are equal. */
const REBUILD = `CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
  INSERT INTO n SELECT * FROM users;
  DROP TABLE users;
  ALTER TABLE n RENAME TO users;`;

const MIGRATION: Migration = {
  id: "0002_rebuild",
  version: "0002",
  name: "rebuild",
  source: { name: "migrations/0002_rebuild.sql", text: REBUILD },
};

const candidates = runnersOf({ layout: "plain" });

Deno.test("judgements are the same after they were stored as JSON", async () => {
  const judgements = [await judged()];
  assert.ok(judgements[0]!.effects.some(({ effect }) => effect.failedBefore.length > 0));
  const references = { migrations: [MIGRATION], candidates };
  const values = JSON.parse(JSON.stringify(storeJudgements(judgements, references)));
  assert.deepEqual(restoreJudgements(values, references), judgements);
});

Deno.test("judgements that refer to what is not there are not restored", async () => {
  const values = storeJudgements([await judged()], { migrations: [MIGRATION], candidates });
  const moved = { ...MIGRATION, source: { ...MIGRATION.source, text: ` ${REBUILD}` } };
  assert.equal(restoreJudgements(values, { migrations: [moved], candidates }), undefined);
  assert.equal(restoreJudgements(values, { migrations: [], candidates }), undefined);
  const others = runnersOf({ layout: "goose" });
  assert.equal(
    restoreJudgements(values, { migrations: [MIGRATION], candidates: others }),
    undefined,
  );
});

async function judged() {
  await using shadow = await ShadowDatabase.open({ engine: "sqlite" });
  assert.ok(shadow.applyScript({ name: "before.sql", text: BEFORE }).ok);
  const statements = readStatements([MIGRATION.source]);
  assert.ok(statements.ok);
  return await judgeFiles({
    engine: "sqlite",
    before: shadow.introspect(),
    files: [{ migration: MIGRATION, statements: statements.value }],
    runners: candidates,
  });
}
