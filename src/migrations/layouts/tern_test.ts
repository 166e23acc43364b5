import assert from "node:assert/strict";
import { idsIn, sqlIn, written } from "../../../tests/support/layout_folder.ts";
import { TERN } from "./tern.ts";

const LINE = "---- create above / drop below ----";

Deno.test("tern runs everything above its separator line, by number", async () => {
  const texts = { "010_b.sql": `B;\n${LINE}\nC;`, "9_a.sql": "A;" };
  assert.deepEqual(await idsIn(TERN, texts), ["9_a", "010_b"]);
  assert.deepEqual(await sqlIn(TERN, texts), ["A;", "B;"]);
});

Deno.test("tern continues counting, and writes the separator only with a down migration", async () => {
  assert.deepEqual(await written(TERN, {}, { sql: "A;\n", downSql: "B;\n" }), {
    "001_add_bio.sql": `A;\n\n${LINE}\n\nB;\n`,
  });
  assert.deepEqual(await written(TERN, { "009_a.sql": "" }, { sql: "A;\n" }), {
    "010_add_bio.sql": "A;\n",
  });
});
