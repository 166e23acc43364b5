import assert from "node:assert/strict";
import { correspondence } from "./correspondence.ts";
import { apply, openDatabase } from "./database.ts";
import { editSchema } from "./edits.ts";
import { expectRows, readAll } from "./fit.ts";
import { rowFaults, schemaFaults } from "./inspect.ts";
import { copyOf, emptyModel, type SchemaModel } from "./model.ts";
import { renderSchema } from "./render.ts";
import { generateSchema } from "./schemas.ts";
import { describeFault, walk } from "./walk.ts";

/** One table with two columns, `id` and `name`. */
function smallModel(): SchemaModel {
  const column = { notNull: undefined, default: undefined, collation: undefined };
  return {
    ...emptyModel(),
    nextId: 4,
    tables: [{
      id: 1,
      name: "users",
      style: 0,
      columns: [
        { ...column, id: 2, name: "id", type: "INTEGER", generated: undefined },
        { ...column, id: 3, name: "name", type: "TEXT", generated: undefined },
      ],
      primaryKey: undefined,
      uniques: [],
      checks: [],
      foreignKeys: [],
      strict: false,
      withoutRowid: false,
    }],
  };
}

Deno.test("walk() takes the same walk for the same seed, and finds no fault", async () => {
  const first = await walk({ seed: 5, steps: 4 });
  assert.equal(first.fault && describeFault(first.fault), undefined);
  assert.ok((first.counts.get("applied") ?? 0) > 0);
  assert.deepEqual((await walk({ seed: 5, steps: 4 })).counts, first.counts);
});

Deno.test("generateSchema() and editSchema() return schemas that both engines accept", async () => {
  let taken = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const model = editSchema(generateSchema({ seed, tables: 4 }), { seed, edits: 3 });
    for (const engine of ["libsql", "sqlite"] as const) {
      const database = await openDatabase(engine);
      if (renderSchema(model).every((sql) => database.run(sql) === undefined)) taken++;
      database.close();
    }
  }
  assert.ok(taken >= 114, `${taken} of 120`);
});

Deno.test("correspondence() distinguishes a rename from a drop and an add", () => {
  const before = smallModel();
  const renamed = copyOf(before);
  renamed.tables[0]!.columns[1]!.name = "full name";
  const [pair] = correspondence(before, renamed)!.pairs;
  assert.deepEqual(correspondence(before, renamed)!.renames, [
    '"users"."name":"users"."full name"',
  ]);
  assert.equal(pair!.added.length, 0);
  const replaced = copyOf(before);
  replaced.tables[0]!.columns[1] = { ...before.tables[0]!.columns[1]!, id: 9, name: "other" };
  assert.deepEqual(correspondence(before, replaced)!.renames, []);
  assert.deepEqual(correspondence(before, replaced)!.pairs[0]!.added.map((it) => it.id), [9]);
});

Deno.test("correspondence() lets a new column take a freed name, but not an existing column", () => {
  const before = smallModel();
  const reassigned = copyOf(before);
  const [, name] = reassigned.tables[0]!.columns;
  name!.name = "moved";
  reassigned.tables[0]!.columns.push({ ...name!, id: 9, name: "name" });
  assert.deepEqual(correspondence(before, reassigned)!.renames, ['"users"."name":"users"."moved"']);
  const taken = copyOf(before);
  taken.tables[0]!.columns = [{ ...before.tables[0]!.columns[0]!, name: "name" }];
  assert.equal(correspondence(before, taken), undefined);
});

Deno.test("expectRows() returns the refused rows, and the values of the others", async () => {
  const database = await openDatabase("libsql");
  const before = smallModel();
  renderSchema(before).forEach((sql) => database.run(sql));
  database.run("INSERT INTO users VALUES (1, '7'), (2, NULL), (3, '8')");
  const after = copyOf(before);
  Object.assign(after.tables[0]!.columns[1]!, { type: "INTEGER", notNull: "ABORT" });
  const answers = { ...correspondence(before, after)!, fills: new Map() };
  const { refused, rows } = await expectRows(database, after, answers);
  assert.deepEqual([...refused.values()], [["rowid IS 2"]]);
  assert.deepEqual(rows.get(1)!.map((row) => row.get(3)), ["7", "8"]);
  database.close();
});

Deno.test("rowFaults() and schemaFaults() find the unwanted effects of a migration", async () => {
  const database = await openDatabase("sqlite");
  const model = smallModel();
  const statements = renderSchema(model);
  statements.forEach((sql) => database.run(sql));
  database.run("INSERT INTO users VALUES (1, 'a'), (2, 'b')");
  const answers = correspondence(model, model)!;
  const [pair] = answers.pairs;
  const expected = (await expectRows(database, model, answers)).rows.get(1)!;
  const faults = () => rowFaults(pair!, expected, readAll(database, answers.pairs).get(1)!);
  assert.deepEqual(faults(), []);
  assert.deepEqual(await schemaFaults(database, statements), []);
  database.run("UPDATE users SET name = 'c' WHERE id = 2");
  assert.equal(faults().length, 1);
  database.run("DELETE FROM users WHERE id = 1");
  assert.match(faults().join(), /2 rows became 1/);
  database.run("ALTER TABLE users ADD COLUMN more");
  assert.notDeepEqual(await schemaFaults(database, statements), []);
  database.close();
});

Deno.test("apply() leaves nothing of a refused transaction", async () => {
  for (const engine of ["libsql", "sqlite"] as const) {
    const database = await openDatabase(engine);
    const refused = apply(database, ["CREATE TABLE t (a)", "INSERT INTO nowhere VALUES (1)"], {
      transaction: true,
      foreignKeys: false,
      legacy: false,
    });
    assert.equal(refused?.sql, "INSERT INTO nowhere VALUES (1)");
    assert.deepEqual(database.query("SELECT name FROM sqlite_schema"), []);
    assert.deepEqual(database.query("PRAGMA foreign_keys"), [[1]]);
    database.close();
  }
});
