import assert from "node:assert/strict";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import { mismatchedKeys } from "./mismatched_keys.ts";

Deno.test.each([
  ["p (a PRIMARY KEY)", "", "REFERENCES p", undefined],
  ["p (a UNIQUE)", "", "REFERENCES P (A)", undefined],
  ["p (a)", "CREATE UNIQUE INDEX i ON p (a);", "REFERENCES p (a)", undefined],
  ["p (a, b, UNIQUE (b, a))", "", "REFERENCES p (a)", "not-unique"],
  ["p (a)", "", "REFERENCES p", "not-unique"],
  ["p (a)", "CREATE INDEX i ON p (a);", "REFERENCES p (a)", "not-unique"],
  ["p (a)", "CREATE UNIQUE INDEX i ON p (a) WHERE a > 0;", "REFERENCES p (a)", "not-unique"],
  ["p (a)", "CREATE UNIQUE INDEX i ON p (a COLLATE nocase);", "REFERENCES p (a)", "not-unique"],
  ["p (a PRIMARY KEY)", "", "REFERENCES q (a)", "missing-table"],
])("mismatchedKeys() for %s %s and %s: %s", async (parent, index, reference, reason) => {
  const text = `CREATE TABLE ${parent}; ${index} CREATE TABLE c (x ${reference});`;
  const schema = await snapshotAfter(text);
  assert.equal(mismatchedKeys(schema)[0]?.reason, reason);
});
