import assert from "node:assert/strict";
import { foreignKeysIn } from "./opaque_keys.ts";

Deno.test("foreignKeysIn() finds the keys of a table that is not understood", () => {
  const keys = foreignKeysIn(`CREATE TABLE t (a REFERENCES p ON DELETE CASCADE, b,
    FOREIGN KEY (a, b) REFERENCES q (x, y), CONSTRAINT empty)`);
  assert.deepEqual(
    keys.map(({ columns, references, onDelete }) => [columns, references.table, onDelete]),
    [[[], "p", "cascade"], [["a", "b"], "q", "no action"]],
  );
});

Deno.test("foreignKeysIn() skips a REFERENCES that nothing follows", () => {
  assert.deepEqual(foreignKeysIn("CREATE TABLE t (a CHECK (references))"), []);
});
