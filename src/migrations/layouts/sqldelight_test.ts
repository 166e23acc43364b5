import assert from "node:assert/strict";
import { idsIn, sqlIn, written } from "../../../tests/support/layout_folder.ts";
import { SQLDELIGHT } from "./sqldelight.ts";

Deno.test("SQLDelight runs its files by number, and continues counting", async () => {
  assert.deepEqual(await idsIn(SQLDELIGHT, { "10.sqm": "", "v9__a.sqm": "" }), ["v9__a", "10"]);
  assert.deepEqual(await written(SQLDELIGHT, { "9.sqm": "" }, { sql: "A;\n" }), {
    "10.sqm": "A;\n",
  });
  assert.deepEqual(await written(SQLDELIGHT, {}, { sql: "A;\n" }), { "1.sqm": "A;\n" });
});

Deno.test("SQLDelight has Kotlin types in its tables, which are not SQL", async () => {
  const run = async (text: string) => {
    const [sql] = await sqlIn(SQLDELIGHT, { "1.sqm": text });
    return sql!.replace(/\s+/g, " ");
  };
  assert.equal(
    await run(
      "import a.b.C;\nCREATE TABLE t (a TEXT AS List<String> NOT NULL, b INTEGER AS a.b.C);",
    ),
    "CREATE TABLE t (a TEXT NOT NULL, b INTEGER );",
  );
  assert.equal(
    await run("ALTER TABLE t ADD COLUMN c INTEGER AS Boolean DEFAULT 0;"),
    "ALTER TABLE t ADD COLUMN c INTEGER DEFAULT 0;",
  );
  assert.equal(
    await run("CREATE TABLE t (a TEXT AS Map<String, List<Int>> NOT NULL, b INT);"),
    "CREATE TABLE t (a TEXT NOT NULL, b INT);",
  );
  const kept = "CREATE TABLE t (a INT, b INT AS (a + 1)); CREATE TABLE u AS SELECT a AS x FROM t;";
  assert.equal(await run(kept), kept);
});
