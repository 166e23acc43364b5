import assert from "node:assert/strict";
import { isDumpName, isNewestSchema } from "./dumps.ts";

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

Deno.test("isNewestSchema() recognizes a dump with a version by a word that no first migration has", () => {
  const names = ["00-latest-schema.sql", "db/000_current_schema.sql", "V0.latest.sql"];
  assert.deepEqual(names.filter(isNewestSchema), names);
  const others = [
    "0001_schema.sql",
    "latest.sql",
    "0001_initial_schema.sql",
    "0007_latest_posts.sql",
  ];
  assert.deepEqual(others.filter(isNewestSchema), []);
});
