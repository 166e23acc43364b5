import assert from "node:assert/strict";
import { planRequest } from "../../../tests/support/plans.ts";
import { changeWarnings } from "./change_warnings.ts";

async function warnings(before: string, after: string) {
  return changeWarnings(await planRequest(before, after));
}

Deno.test.each([
  ["CREATE TABLE t (a)", "CREATE TABLE t (a NOT NULL)", ["lint/null-to-not-null"]],
  ["CREATE TABLE t (a)", "CREATE TABLE t (a UNIQUE)", ["lint/unique-on-existing"]],
  ["CREATE TABLE t (a)", "CREATE TABLE t (a CHECK (a > 0))", ["lint/check-on-existing"]],
  [
    "CREATE TABLE t (a ANY)",
    "CREATE TABLE t (a ANY NOT NULL DEFAULT 1) STRICT",
    ["lint/null-to-default"],
  ],
  [
    "CREATE TABLE t (a DATETIME)",
    "CREATE TABLE t (a TEXT)",
    ["lint/lossy-type-change", "lint/number-to-text"],
  ],
  [
    "CREATE TABLE t (a TEXT)",
    "CREATE TABLE t (a INTEGER)",
    ["lint/lossy-type-change", "lint/text-to-number"],
  ],
  ["CREATE TABLE t (a)", "CREATE TABLE t (a, b REFERENCES u)", ["lint/parent-missing"]],
  ["", "CREATE TABLE p (a); CREATE TABLE t (a REFERENCES p)", ["lint/parent-key-not-unique"]],
  ["CREATE TABLE t (a REFERENCES u)", "CREATE TABLE t (a REFERENCES u, b)", []],
  ["CREATE TABLE t (a VARCHAR(9))", "CREATE TABLE t (a TEXT)", []],
])("changeWarnings() for %s and %s: %s", async (before, after, codes) => {
  assert.deepEqual((await warnings(before, after)).map((it) => it.code), codes);
});

Deno.test("changeWarnings() suggests a similar table for a missing one", async () => {
  const sql = "CREATE TABLE teams (id INTEGER PRIMARY KEY)";
  const [found] = await warnings(sql, `${sql}; CREATE TABLE t (a REFERENCES team)`);
  assert.equal(found!.hint, 'Did you mean "teams"?');
});
