import assert from "node:assert/strict";
import { folderOf, idsIn, saidOf, sqlIn, written } from "../../../tests/support/layout_folder.ts";
import { NODE_SQLITE } from "./node_sqlite.ts";

Deno.test("node-sqlite runs files by number, with any text after it", async () => {
  const texts = { "10-b.sql": "", "9_a.sql": "", "011.c.sql": "" };
  assert.deepEqual(await idsIn(NODE_SQLITE, texts), ["9_a", "10-b", "011.c"]);
  assert.deepEqual((await saidOf(NODE_SQLITE, { "a.sql": "", "1.sql": "" })).length, 2);
});

Deno.test("node-sqlite runs everything above the first line that starts with -- Down", async () => {
  const texts = {
    "001-a.sql": "-----\n-- Up\n-----\nA;\n-----\n-- Down\n-----\nB;\n",
    "002-b.sql": "A;\n--\tdown below\nB;",
    "003-c.sql": "A; -- Down\n  -- Down\n-- Downwards\nC;",
  };
  assert.deepEqual(await sqlIn(NODE_SQLITE, texts), [
    "-----\n-- Up\n-----\nA;\n-----",
    "A;",
    "A; -- Down\n  -- Down\n-- Downwards\nC;",
  ]);
});

Deno.test("node-sqlite is not recognized by a comment that only starts like its marker", () => {
  const recognises = (text: string) =>
    NODE_SQLITE.recognises(folderOf({ "001-a.sql": text }), new Map());
  assert.equal(recognises("-- Up\nA;"), true);
  assert.equal(recognises("A;\n--  down \nB;"), true);
  assert.equal(recognises("-- Down the line this may be dropped\nA;"), false);
});

Deno.test("node-sqlite continues counting, and writes the down migration only if there is one", async () => {
  assert.deepEqual(await written(NODE_SQLITE, {}, { sql: "A;\n", downSql: "B;\n" }), {
    "001-add_bio.sql": "-- Up\nA;\n\n-- Down\nB;\n",
  });
  assert.deepEqual(await written(NODE_SQLITE, { "009-a.sql": "" }, { sql: "A;\n" }), {
    "010-add_bio.sql": "-- Up\nA;\n",
  });
});
