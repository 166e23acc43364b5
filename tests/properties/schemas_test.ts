import assert from "node:assert/strict";
import { detectChanges } from "../../src/diff/detect_changes.ts";
import { snapshotFacts } from "../../src/schema/facts.ts";
import { objectsOf, type SchemaSnapshot } from "../../src/schema/snapshot.ts";
import { independentFacts } from "../../src/shadow/proof/independent.ts";
import { loadDdl } from "../../src/shadow/load/load_ddl.ts";
import { randomFrom } from "../bench/random.ts";
import { openDatabase } from "../simulation/database.ts";
import type { EngineName } from "../../src/base/engine_name.ts";
import { schemaOf } from "../simulation/inspect.ts";
import { schemaText } from "../simulation/render.ts";
import { dealtOut, editedFrom, loaded, respelled, schemaFrom } from "./schemas.ts";
import { holdsForSeeds } from "./seeds.ts";

/** The whole schema, including the texts of its objects. */
function everything(snapshot: SchemaSnapshot): unknown {
  return [snapshotFacts(snapshot), objectsOf(snapshot).map((object) => object.sql)];
}

Deno.test("detectChanges() finds nothing between a schema and itself", () =>
  holdsForSeeds(60, async (seed) => {
    const { snapshot, statements } = await schemaFrom(seed);
    assert.ok(objectsOf(snapshot).length > 0);
    const again = await loaded([{ name: "again.sql", text: schemaText(statements) }]);
    assert.deepEqual(detectChanges(snapshot, again, { columnOrder: "strict" }), []);
  }));

for (const engine of ["libsql", "sqlite"] satisfies EngineName[]) {
  Deno.test(`introspect() reads the same again where its texts were run, on ${engine}`, () =>
    holdsForSeeds(30, async (seed) => {
      const { snapshot } = await schemaFrom(seed);
      const database = await openDatabase(engine);
      try {
        for (const { sql } of objectsOf(snapshot)) assert.equal(database.run(sql), undefined, sql);
        assert.deepEqual(everything(schemaOf(database)), everything(snapshot));
      } finally {
        database.close();
      }
    }));
}

Deno.test("a schema in another spelling is the same schema, to the model and to the engine", async () => {
  let compared = 0;
  await holdsForSeeds(50, async (seed) => {
    const schema = await schemaFrom(seed);
    const other = await respelled(schema, seed);
    if (other === undefined) return;
    assert.deepEqual(detectChanges(schema.snapshot, other.snapshot), []);
    assert.deepEqual(snapshotFacts(other.snapshot), snapshotFacts(schema.snapshot));
    assert.deepEqual(await engineFacts(other.statements), await engineFacts(schema.statements));
    if (other.statements.join() !== schema.statements.join()) compared++;
  });
  assert.ok(compared > 0);
});

async function engineFacts(statements: readonly string[]): Promise<string[]> {
  const database = await openDatabase("libsql");
  try {
    for (const sql of statements) assert.equal(database.run(sql), undefined, sql);
    return independentFacts(database);
  } finally {
    database.close();
  }
}

Deno.test("loadDdl() reads the same from several files, whatever their order", () =>
  holdsForSeeds(30, async (seed) => {
    const { statements, snapshot } = await schemaFrom(seed);
    const files = dealtOut(statements, randomFrom(seed));
    assert.deepEqual(everything(await loaded(files)), everything(snapshot));
    assert.deepEqual(everything(await loaded(files.toReversed())), everything(snapshot));
  }));

Deno.test("loadDdl() reads the same with and without known objects", () =>
  holdsForSeeds(40, async (seed) => {
    const before = await schemaFrom(seed);
    const after = await editedFrom(before, { seed, edits: 1 + seed % 4 });
    const source = { name: "after.sql", text: schemaText(after.statements) };
    const known = await loadDdl([source], objectsOf(before.snapshot));
    assert.ok(known.ok, JSON.stringify(known.diagnostics));
    assert.deepEqual(everything(known.value.snapshot), everything(after.snapshot));
  }));
