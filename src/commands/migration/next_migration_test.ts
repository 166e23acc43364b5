import assert from "node:assert/strict";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import { generateMigration } from "../library/generate_migration.ts";

/** The notes for changing a default in a table that this many others reference. */
async function saidBeside(children: number, rebuild?: "alone") {
  const schema = (change: string) =>
    Array.from(
      { length: children },
      (_, index) => `CREATE TABLE child_${index} (id INT, parent_id INT REFERENCES parent (id));`,
    ).concat(`CREATE TABLE parent (id INTEGER PRIMARY KEY, n INT${change});`).join("\n");
  const migration = await generateMigration({
    current: await snapshotAfter(schema("")),
    desired: await snapshotAfter(schema(" DEFAULT 1")),
    target: "sqlite",
    ...(rebuild !== undefined && { rebuild }),
  });
  assert(migration.ok);
  return migration.diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

Deno.test("generateMigration() reports how many tables are rebuilt only for a reference, from five on", async () => {
  assert.deepEqual(await saidBeside(4), []);
  assert.deepEqual(await saidBeside(5), [
    "plan/large-family: 6 tables are rebuilt, 5 of them only because they reference another one",
  ]);
  assert.deepEqual(await saidBeside(5, "alone"), []);
});
