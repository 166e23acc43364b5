import assert from "node:assert/strict";
import { projectOptions } from "../../../tests/support/project_options.ts";
import { watchedPaths } from "./project_paths.ts";

Deno.test("watchedPaths() returns the configuration, the migrations and every source", () => {
  const paths = (...schema: readonly string[]) =>
    watchedPaths(projectOptions("/work/api", { schema })).map((path) =>
      path.replaceAll("\\", "/").replace(/^.*\/work\/?/, "")
    );
  const always = ["api/penumbra.json", "api/migrations"];
  assert.deepEqual(paths().slice(0, 4), [...always, "api/schema.sql", "api/schema"]);
  assert.deepEqual(paths("a.sql", "b/"), [...always, "api/a.sql", "api/b"]);
  assert.deepEqual(paths("migrations:old@3"), [...always, "api/old"]);
  assert.deepEqual(paths("src/user.ts"), [...always, "api/src"]);
  assert.deepEqual(paths("command:make ddl"), [...always, "api"]);
  assert.deepEqual(paths("app.db", "libsql://host", "empty"), always);
});
