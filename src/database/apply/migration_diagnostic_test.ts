import assert from "node:assert/strict";
import { MigrationError } from "../../runner/migration_error.ts";
import { failureOf } from "./migration_diagnostic.ts";

Deno.test("failureOf() has a command that a shell passes on, whatever the name is", () => {
  const migration = "2_it's $& ID";
  const error = new MigrationError("It was edited", { kind: "edited", migration });
  const failure = failureOf(error, {
    bundle: { format: 1, maker: "", migrations: [], objects: {} },
    places: new Map(),
    unrunnable: new Map(),
  });
  assert.match(failure.diagnostics[0]?.hint ?? "", /use --allow 'edited:2_it'\\''s \$& ID' if/);
});
