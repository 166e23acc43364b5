import assert from "node:assert/strict";
import { idsIn, saidOf, written } from "../../../tests/support/layout_folder.ts";
import { REFINERY } from "./refinery.ts";

Deno.test("refinery runs both kinds by number, including subfolders", async () => {
  const texts = {
    "V10__b.sql": "",
    "U9__a.sql": "",
    "later/V11__c.sql": "",
    "later/notes.sql": "",
  };
  assert.deepEqual(await idsIn(REFINERY, texts), ["U9__a", "V10__b", "later/V11__c"]);
});

Deno.test("refinery reports SQL that would never run", async () => {
  assert.deepEqual(await saidOf(REFINERY, { "1_a.sql": "", "V1_b.sql": "" }), [
    'migrations/no-version: Cannot tell when "migrations/1_a.sql" runs: its name is not ' +
    "V<number>__<name>.sql",
    'migrations/no-version: Cannot tell when "migrations/V1_b.sql" runs: its name is not ' +
    "V<number>__<name>.sql",
  ]);
});

Deno.test("refinery continues counting", async () => {
  assert.deepEqual(Object.keys(await written(REFINERY, {})), ["V1__add_bio.sql"]);
  assert.deepEqual(Object.keys(await written(REFINERY, { "U09__a.sql": "" })), [
    "V10__add_bio.sql",
  ]);
});
