import assert from "node:assert/strict";
import { isDumpName } from "./dumps.ts";

Deno.test("isDumpName() recognizes schema dumps of tools, but no migrations", () => {
  const names = ["schema.sql", "LATEST.sql", "current_schema_sqlite.sql", "db-structure.sql"];
  assert.deepEqual(names.filter(isDumpName), names);
  const others = [
    "0001_schema.sql",
    "users.sql",
    "current.sql",
    "schema_users.sql",
    "a/schema.sql",
  ];
  assert.deepEqual(others.filter(isDumpName), []);
});
