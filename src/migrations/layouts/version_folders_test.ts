import assert from "node:assert/strict";
import { idsIn, written } from "../../../tests/support/layout_folder.ts";
import { VERSION_FOLDERS } from "./version_folders.ts";

const SQL = "SELECT 1;\n";

const TEXTS = {
  "0.10/00__b.sql": SQL,
  "0.10/10__d.sql": SQL,
  "0.10/9__c.sql": SQL,
  "0.2/00__a.sql": SQL,
  "LATEST.sql": SQL,
};

Deno.test("version folders run part by part, and the files in them by number", async () => {
  assert.deepEqual(await idsIn(VERSION_FOLDERS, TEXTS), [
    "0.2/00__a",
    "0.10/00__b",
    "0.10/9__c",
    "0.10/10__d",
  ]);
});

Deno.test("a new file goes into the folder of the last version", async () => {
  assert.deepEqual(Object.keys(await written(VERSION_FOLDERS, TEXTS)), ["0.10/11__add_bio.sql"]);
  assert.deepEqual(Object.keys(await written(VERSION_FOLDERS, { "1.0.0/users.sql": SQL })), [
    "1.0.0/01_add_bio.sql",
  ]);
});
