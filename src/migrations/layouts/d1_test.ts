import assert from "node:assert/strict";
import { folderOf, idsIn, written } from "../../../tests/support/layout_folder.ts";
import { D1 } from "./d1.ts";

Deno.test("d1 runs every file sorted by name as text, as wrangler does", async () => {
  const texts = {
    "10_x.sql": "",
    "2_x.sql": "",
    "0003_a.sql": "",
    "0003_b.sql": "",
    "init.sql": "",
  };
  assert.deepEqual(await idsIn(D1, texts), ["0003_a", "0003_b", "10_x", "2_x", "init"]);
});

Deno.test("d1 starts with four digits, and continues counting", async () => {
  assert.deepEqual(Object.keys(await written(D1, { "init.sql": "" })), ["0001_add_bio.sql"]);
  assert.deepEqual(Object.keys(await written(D1, { "0009_a.sql": "" })), ["0010_add_bio.sql"]);
});

Deno.test("d1 is recognized by a wrangler file that names a database", () => {
  const recognises = (name: string, text: string) =>
    D1.recognises(new Map(), folderOf({ [name]: text }));
  assert.equal(recognises("wrangler.jsonc", '{ "d1_databases": [] }'), true);
  assert.equal(recognises("wrangler.toml", "[[d1_databases]]"), true);
  assert.equal(recognises("wrangler.toml", 'name = "worker"'), false);
});
