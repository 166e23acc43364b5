import assert from "node:assert/strict";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import { fillKey } from "../../diff/demands/fills.ts";
import { checkFills } from "./check_fills.ts";

const BEFORE = `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
  CREATE TABLE "order items" (price REAL);`;
const AFTER = `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, bio TEXT, born TEXT);
  CREATE TABLE "order items" (price REAL, sum REAL);`;

/** The diagnostics for fills, each with its place. */
async function told(fills: Readonly<Record<string, string>>) {
  const entries = Object.entries(fills).map(([path, sql]) => {
    const [table = "", column = ""] = path.split(".");
    return [fillKey(table, column), sql] as const;
  });
  const result = await checkFills(
    { renamed: await snapshotAfter(BEFORE), fills: new Map(entries) },
    { desired: await snapshotAfter(AFTER), target: "any" },
  );
  return result.diagnostics.map(({ message, span, hint }) => ({
    message,
    hint,
    ...(span && { place: span.source.text.slice(span.startOffset, span.endOffset) }),
  }));
}

Deno.test("checkFills() accepts what can be evaluated from the row before", async () => {
  assert.deepEqual(
    await told({
      "users.bio": "coalesce(name, 'x' || id)",
      "users.born": "(SELECT max(name) FROM users)",
      "order items.sum": 'price * (SELECT count(*) FROM Users WHERE "name" <> 1)',
    }),
    [],
  );
  assert.deepEqual(await told({}), []);
});

Deno.test("checkFills() reports every fill that cannot be evaluated, with the engine's message", async () => {
  assert.deepEqual(
    await told({ "users.bio": "nmae", "users.born": "bio", "order items.sum": "a b" }),
    [
      {
        message: 'Cannot fill "sum" of "order items" with a b: near "b": syntax error',
        hint: "Write an SQL expression over the columns the table has now; quote text like 'this'",
      },
      {
        message: 'Cannot fill "bio" of "users" with nmae: no such column "nmae"',
        hint: 'Did you mean "name"?',
      },
      {
        message: 'Cannot fill "born" of "users" with bio: no such column "bio"',
        hint: "Write an SQL expression over the columns the table has now; quote text like 'this'",
      },
    ],
  );
});

Deno.test("checkFills() refuses what the guard refuses, and shows it as typed", async () => {
  const [refused] = await told({ "users.bio": "upper(readfile('x'))" });
  assert.match(refused!.message, /^Cannot call readfile\(\)/);
  assert.equal(refused!.place, "readfile");
});
