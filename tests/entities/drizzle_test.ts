import assert from "node:assert/strict";
import { parseEntities } from "../../src/entities/modules/parse_entities.ts";
import { snapshotFacts } from "../../src/schema/facts.ts";
import { snapshotAfter } from "../support/snapshots.ts";
// Named here as well, so that the lock file knows what the schemas import.
import "npm:drizzle-orm@0.45.4/sqlite-core";
import "npm:drizzle-orm@1.0.0-rc.5/sqlite-core";

const here = (name: string) => new URL(`drizzle/${name}`, import.meta.url).pathname;

for (
  const [orm, kit, name] of [["0.45.4", "0.31.11", "schema_0"], [
    "1.0.0-rc.5",
    "1.0.0-rc.5",
    "schema_1",
  ]]
) {
  Deno.test(`parseEntities() makes of drizzle-orm ${orm} what drizzle-kit ${kit} exports`, async () => {
    const parsed = await parseEntities(here(`${name}.js`));
    assert(parsed.ok, JSON.stringify(parsed));
    const exported = await Deno.readTextFile(here(`${name}.sql`));
    const [ours, theirs] = await Promise.all([
      snapshotAfter(parsed.value.text),
      snapshotAfter(exported),
    ]);
    assert.deepEqual(snapshotFacts(ours), snapshotFacts(theirs));
    assert(snapshotFacts(ours).length >= 8);
  });
}
