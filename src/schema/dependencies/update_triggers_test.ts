import assert from "node:assert/strict";
import { readTrigger } from "../text/object_sql.ts";
import { watchesUpdate } from "./update_triggers.ts";

Deno.test.each([
  ["AFTER UPDATE ON t", true],
  ["BEFORE UPDATE OF a, B ON T", true],
  ['UPDATE OF "b" ON t', true],
  ["UPDATE OF a, c ON t", false],
  ["AFTER INSERT ON t", false],
  ["AFTER DELETE ON t", false],
  ["UPDATE ON u", false],
])("watchesUpdate() for a trigger %s and a change of t.b: %s", (event, expected) => {
  const trigger = readTrigger(`CREATE TRIGGER r ${event} BEGIN UPDATE t SET b = 1; END`);
  assert.equal(watchesUpdate(trigger, { table: "t", column: "b" }), expected);
});
