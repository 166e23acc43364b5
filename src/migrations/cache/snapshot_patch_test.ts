import assert from "node:assert/strict";
import fc from "npm:fast-check@4.10.2";
import { objectsOf, type SchemaObject, snapshotOf } from "../../schema/snapshot.ts";
import { patched, patchLines } from "./snapshot_patch.ts";

const view = (name: string, definition = "as select 1"): SchemaObject => ({
  kind: "view",
  name,
  definition,
  sql: `CREATE VIEW ${name} ${definition}`,
});

const trigger = (name: string): SchemaObject => ({
  kind: "trigger",
  name,
  table: "t",
  definition: "…",
  sql: `CREATE TRIGGER ${name} …`,
});

Deno.test("a snapshot is the same after its difference from any other was written", () => {
  const object = fc.oneof(
    fc.tuple(fc.constantFrom("a", "B", "c", "d"), fc.constantFrom("as select 1", "as select 2"))
      .map(([name, definition]) => view(name, definition)),
    fc.constantFrom("x", "Y").map(trigger),
  );
  const snapshot = fc.uniqueArray(object, { selector: ({ name }) => name }).map(snapshotOf);
  fc.assert(fc.property(snapshot, snapshot, (wanted, base) => {
    const again = patched(base, JSON.parse(patchLines(wanted, base)));
    assert.deepEqual(again, wanted);
    const known = objectsOf(base);
    for (const it of objectsOf(again!)) {
      const same = known.find((other) => JSON.stringify(other) === JSON.stringify(it));
      if (same !== undefined) assert.equal(it, same);
    }
  }));
});

Deno.test("a difference names only what differs, with a line for each object", () => {
  const base = snapshotOf([view("a"), view("b"), trigger("x")]);
  const text = patchLines(snapshotOf([view("a"), view("c"), trigger("x")]), base);
  assert.equal(
    text,
    `{"without": {"views":[1]}, "with": {"views": [\n${JSON.stringify(view("c"))}\n]}}`,
  );
});

Deno.test("any other value is no difference", () => {
  const base = snapshotOf([view("a")]);
  for (const value of [undefined, null, 1, {}, { without: {}, with: { views: [1] } }]) {
    assert.equal(patched(base, value), undefined);
  }
});
