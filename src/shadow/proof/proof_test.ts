import assert from "node:assert/strict";
import { statementsOf } from "../../../tests/support/statements.ts";
import type { Progress } from "../../base/progress.ts";
import { EMPTY_SNAPSHOT } from "../../schema/snapshot.ts";
import { proveMigration } from "./proof.ts";
import { destinationOf } from "../seed/destination.ts";
import { snapshotAfter } from "../replay/snapshot_after.ts";

/** No row of `never` is possible; rows of `needy` require a parent, rows of the others do not. */
const BASE = `
  CREATE TABLE never (id INTEGER PRIMARY KEY CHECK (id < 0 AND id > 0));
  CREATE TABLE parents (id INTEGER PRIMARY KEY, never_id INTEGER REFERENCES never (id));
  CREATE TABLE children (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parents (id));
  CREATE TABLE needy (id INTEGER PRIMARY KEY, never_id INTEGER NOT NULL REFERENCES never (id));
  CREATE TABLE others (id INTEGER PRIMARY KEY);
`;

async function schemaOf(text: string) {
  const after = await snapshotAfter(EMPTY_SNAPSHOT, statementsOf(text));
  assert(after.ok, JSON.stringify(after.diagnostics));
  return after.value.snapshot;
}

/** The result of proving a migration against the schema that `change` leads to. */
async function proof(change: string, migration = change, progress?: Progress) {
  const desired = await schemaOf(BASE + change);
  const destination = destinationOf(desired, {
    table: (name) => name,
    column: (_, name) => name,
    fills: () => new Map(),
  });
  return await proveMigration({
    migration: { name: "it", text: migration },
    current: await schemaOf(BASE),
    desired,
    destination,
    conditions: [],
    alone: false,
    target: "libsql",
    progress,
  });
}

async function unseeded(change: string) {
  const proven = await proof(change);
  assert(proven.ok, JSON.stringify(proven.diagnostics));
  return proven.value.unseeded;
}

Deno.test("a proof reports tables without rows only if the migration affects them", async () => {
  assert.deepEqual(await unseeded("ALTER TABLE children ADD COLUMN x TEXT;"), []);
  assert.deepEqual(await unseeded("ALTER TABLE parents ADD COLUMN x TEXT;"), []);
  assert.deepEqual(await unseeded("ALTER TABLE needy ADD COLUMN x TEXT;"), ["needy"]);
  assert.deepEqual(await unseeded("DROP TABLE others;"), []);
});

Deno.test("a proof makes rows of parents where only these make rows of a child possible", async () => {
  const twice = "twice INTEGER NOT NULL AS (parent_id * 2) VIRTUAL";
  assert.deepEqual(await unseeded(`ALTER TABLE children ADD COLUMN ${twice};`), []);
});

Deno.test("a proof reports its progress", async () => {
  const words: string[] = [];
  await proof("DROP TABLE others;", undefined, (it) => void words.push(it));
  assert.deepEqual(words, [
    "Proving the migration: making rows",
    "Proving the migration outside of a transaction: statement 1 of 1",
    "Proving the migration in a transaction: statement 1 of 3",
    "Proving the migration in a transaction: statement 2 of 3",
    "Proving the migration in a transaction: statement 3 of 3",
  ]);
});

Deno.test("a proof fails for rows that are lost or changed, in a child or its parent", async () => {
  const change = "ALTER TABLE children ADD COLUMN x TEXT;";
  const faults: readonly (readonly [string, RegExp])[] = [
    ["DELETE FROM children WHERE id = 1;", /rows of "children" became 2/],
    ["DELETE FROM children;", /rows of "children" became 0/],
    ["UPDATE children SET parent_id = NULL;", /"parent_id" of "children" was 1 and is NULL/],
    ["UPDATE parents SET id = id + 100;", /FOREIGN KEY constraint failed/],
    ["INSERT INTO children DEFAULT VALUES;", /rows of "children" became 4/],
    ["CREATE TABLE extra (a);", /it leaves undone: /],
  ];
  for (const [sql, message] of faults) {
    const failed = await proof(change, `${change}\n${sql}`);
    assert(!failed.ok, sql);
    assert.equal(failed.reason, "bug");
    assert.match(failed.diagnostics[0]!.message, message, sql);
  }
  assert((await proof(change)).ok);
});
