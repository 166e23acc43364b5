import assert from "node:assert/strict";
import type { SchemaObject } from "../schema/snapshot.ts";
import { areHarmless } from "./guard_objects.ts";

Deno.test.each([
  ["a view", "CREATE VIEW v AS SELECT 1", true],
  ["a view that writes files", "CREATE VIEW v AS SELECT writefile('x', 'y')", false],
  ["a second statement", "CREATE VIEW v AS SELECT 1; DROP TABLE t", false],
  ["another statement", "DROP TABLE t", false],
  ["none", "", false],
  ["what cannot be read", "CREATE VIEW v AS SELECT 'x", false],
])("areHarmless() judges %s", (_, sql, expected) => {
  const object: SchemaObject = { kind: "view", name: "v", definition: "", sql };
  assert.equal(areHarmless([object], "sqlite"), expected);
});
