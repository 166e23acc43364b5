import assert from "node:assert/strict";
import { planRequest } from "../../../tests/support/plans.ts";
import { familiesOf } from "./families.ts";
import { survey } from "../survey.ts";

async function families(before: string, after: string): Promise<string[]> {
  const request = await planRequest(before, after);
  return familiesOf({ ...request, ...survey(request) }).map(({ members, dropped }) =>
    [...members.map((it) => it.after.name), ...dropped.map((it) => `-${it.name}`)].join(" ")
  );
}

Deno.test("familiesOf() keeps tables apart that have nothing to do with each other", async () => {
  assert.deepEqual(
    await families(
      "CREATE TABLE a (x); CREATE TABLE b (x); CREATE TABLE c (x)",
      "CREATE TABLE a (x UNIQUE); CREATE TABLE b (x UNIQUE)",
    ),
    ["a", "b", "-c"],
  );
});

Deno.test("familiesOf() keeps children with the parents that they point at or did", async () => {
  assert.deepEqual(
    await families(
      `CREATE TABLE a (x INTEGER PRIMARY KEY, y); CREATE TABLE b (x REFERENCES a);
       CREATE TABLE c (x INTEGER PRIMARY KEY); CREATE TABLE d (x REFERENCES c)`,
      "CREATE TABLE a (x INTEGER PRIMARY KEY, y UNIQUE); CREATE TABLE b (x REFERENCES a); CREATE TABLE d (x)",
    ),
    ["a b", "d -c"],
  );
});

Deno.test("familiesOf() keeps tables together where an index's name goes from one to the other", async () => {
  assert.deepEqual(
    await families(
      "CREATE TABLE a (x); CREATE TABLE b (x); CREATE INDEX i ON a (x)",
      "CREATE TABLE a (x DEFAULT 1); CREATE TABLE b (x DEFAULT 1); CREATE INDEX i ON b (x)",
    ),
    ["a b"],
  );
});
