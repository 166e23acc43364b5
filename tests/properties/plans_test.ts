import assert from "node:assert/strict";
import { detectChanges } from "../../src/diff/detect_changes.ts";
import { snapshotFacts } from "../../src/schema/facts.ts";
import { EMPTY_SNAPSHOT, objectsOf } from "../../src/schema/snapshot.ts";
import type { Migration } from "../../src/migrations/directory.ts";
import { replay, type Replayed } from "../../src/shadow/replay/replay.ts";
import { correspondence } from "../simulation/correspondence.ts";
import { emptyModel } from "../simulation/model.ts";
import { generate } from "../simulation/step.ts";
import { editedFrom, schemaFrom, type WrittenSchema } from "./schemas.ts";
import { holdsForSeeds } from "./seeds.ts";

/**
 * The text of the proven migration; undefined if renames cannot express it, or SQLite cannot run
 * them.
 */
async function migrationBetween(
  before: Pick<WrittenSchema, "model" | "snapshot">,
  after: WrittenSchema,
): Promise<string | undefined> {
  const answers = correspondence(before.model, after.model);
  if (answers === undefined) return undefined;
  const options = { ...answers, target: "sqlite", columnOrder: "any" } as const;
  const answer = await generate(before.snapshot, after.model, options);
  if (answer.kind === "refused") return undefined;
  assert.equal(answer.kind, "generated", JSON.stringify(answer));
  return answer.kind === "generated" ? answer.text : undefined;
}

Deno.test("every schema can be reached from an empty one, and the plan is proven", () =>
  holdsForSeeds(25, async (seed) => {
    const nothing = { model: emptyModel(), snapshot: EMPTY_SNAPSHOT };
    const schema = await schemaFrom(seed);
    const text = await migrationBetween(nothing, schema);
    assert.equal(objectsOf(schema.snapshot).length > 0, text !== "");
  }));

Deno.test("every schema can be reached from every other, and the plan is proven", async () => {
  let plans = 0;
  await holdsForSeeds(40, async (seed) => {
    const [before, after] = [await schemaFrom(seed), await schemaFrom(seed * 31, 100_000)];
    if (await migrationBetween(before, after)) plans++;
  });
  assert.ok(plans > 0);
});

Deno.test("a history has the same result at once, in parts, and from any point on", () =>
  holdsForSeeds(8, async (seed) => {
    let schema = await schemaFrom(seed);
    const nothing = { model: emptyModel(), snapshot: EMPTY_SNAPSHOT };
    const history = [migration(1, (await migrationBetween(nothing, schema))!)];
    const states = [await replayed(history)];
    for (let step = 1; step <= 4; step++) {
      const next = await editedFrom(schema, { seed: seed * 101 + step, edits: 1 + step % 3 });
      const current = { model: schema.model, snapshot: states.at(-1)!.snapshot };
      const text = await migrationBetween(current, next);
      if (text === undefined) continue;
      history.push(migration(step + 1, text));
      states.push(await replayed(history.slice(-1), states.at(-1)));
      assert.deepEqual(detectChanges(states.at(-1)!.snapshot, next.snapshot), []);
      schema = next;
    }
    const { snapshot: whole } = await replayed(history);
    for (const [index, state] of states.entries()) {
      const { snapshot: resumed } = await replayed(history.slice(index + 1), state);
      assert.deepEqual(snapshotFacts(resumed), snapshotFacts(whole));
      const texts = (snapshot: typeof whole) => objectsOf(snapshot).map((object) => object.sql);
      assert.deepEqual(texts(resumed), texts(whole));
    }
  }));

function migration(number: number, text: string): Migration {
  const version = String(number).padStart(4, "0");
  const id = `${version}_step`;
  return { id, version, name: "step", source: { name: `${id}.sql`, text } };
}

async function replayed(migrations: readonly Migration[], from?: Replayed): Promise<Replayed> {
  const after = await replay(migrations, from);
  assert.ok(after.ok, JSON.stringify(after.diagnostics));
  return after.value;
}
