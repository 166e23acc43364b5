import assert from "node:assert/strict";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import { familyOf, replacementForNull, withNames } from "./rebuilt_table.ts";

const parents = new Map([["users", "new_users"], ["teams", "new_teams"]]);

Deno.test.each([
  [
    "its own name and its parents'",
    "CREATE TABLE users (id, team REFERENCES Teams (id), boss REFERENCES [users])",
    "CREATE TABLE new (id, team REFERENCES new_teams (id), boss REFERENCES new_users)",
  ],
  [
    "where it names itself",
    `CREATE TABLE "users" (id, CHECK (users.id > 0 AND "USERS".id < 9))`,
    `CREATE TABLE new (id, CHECK (new.id > 0 AND new.id < 9))`,
  ],
  [
    "nothing in strings, in comments and of other names",
    "CREATE TABLE users (users TEXT DEFAULT 'users.x' /* REFERENCES users */, other REFERENCES x)",
    "CREATE TABLE new (users TEXT DEFAULT 'users.x' /* REFERENCES users */, other REFERENCES x)",
  ],
])("withNames() changes %s", (_, sql, expected) => {
  assert.equal(withNames(sql, { name: "new", parents }), expected);
});

Deno.test("withNames() quotes a name where it must", () => {
  assert.equal(
    withNames("CREATE TABLE t (a)", { name: "two words", parents: new Map() }),
    'CREATE TABLE "two words" (a)',
  );
});

Deno.test("familyOf() finds all whose rows point there, directly or not", async () => {
  const { tables } = await snapshotAfter(`CREATE TABLE a (x); CREATE TABLE b (x REFERENCES A);
    CREATE TABLE c (x REFERENCES b, y REFERENCES c); CREATE TABLE d (x)`);
  assert.deepEqual([...familyOf(["a"], tables)].sort(), ["a", "b", "c"]);
  assert.deepEqual([...familyOf(["c"], tables)], ["c"]);
});

Deno.test("replacementForNull() prefers what was said to the default, and knows that NULL is none", () => {
  const column = { name: "a", type: "TEXT", default: "'x'" };
  assert.equal(replacementForNull(column, new Map([["a", "lower(b)"]])), "lower(b)");
  assert.equal(replacementForNull(column, new Map()), "'x'");
  assert.equal(replacementForNull({ ...column, default: "null" }, new Map()), undefined);
});
