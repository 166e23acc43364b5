import assert from "node:assert/strict";
import {
  folderOf,
  idsIn,
  migrationsIn,
  saidOf,
  written,
} from "../../../tests/support/layout_folder.ts";
import { FLYWAY } from "./flyway.ts";

Deno.test("flyway compares versions part by part, and runs repeatable migrations last", async () => {
  const texts = {
    "V1_10__c.sql": "",
    "V1.9__b.sql": "",
    "V001__a.sql": "",
    "sub/V1.9.1__d.sql": "",
    "U1.9__b.sql": "",
    "R__b.sql": "",
    "R__a.sql": "",
  };
  assert.deepEqual(await idsIn(FLYWAY, texts), [
    "V001__a",
    "V1.9__b",
    "sub/V1.9.1__d",
    "V1_10__c",
    "R__a",
    "R__b",
  ]);
});

Deno.test("flyway starts with the last baseline, which replaces all up to its version", async () => {
  const texts = {
    "V1__a.sql": "",
    "B2__x.sql": "",
    "V2.0__b.sql": "",
    "V3__c.sql": "",
    "B1__y.sql": "",
  };
  assert.deepEqual(await idsIn(FLYWAY, texts), ["B2__x", "V3__c"]);
});

Deno.test("flyway reports SQL that would never run, and duplicate versions", async () => {
  assert.deepEqual(await saidOf(FLYWAY, { "1__a.sql": "", "V1__b.sql": "", "V1.0__c.sql": "" }), [
    'migrations/no-version: Cannot tell when "migrations/1__a.sql" runs: its name is not ' +
    "V<version>__<name>.sql",
    'migrations/duplicate-version: Cannot order "migrations/V1.0__c.sql" and ' +
    '"migrations/V1__b.sql": the version of each is 1',
  ]);
});

Deno.test("flyway increments the last part, and writes the down migration next to it", async () => {
  const both = { sql: "A;\n", downSql: "B;\n" };
  assert.deepEqual(await written(FLYWAY, {}, both), {
    "V1__add_bio.sql": "A;\n",
    "U1__add_bio.sql": "B;\n",
  });
  assert.deepEqual(Object.keys(await written(FLYWAY, { "V1_09__a.sql": "" })), [
    "V1_10__add_bio.sql",
  ]);
});

Deno.test("flyway refuses to write before repeatable migrations", async () => {
  const texts = { "V1__a.sql": "", "R__views.sql": "" };
  const migrations = await migrationsIn(FLYWAY, texts);
  const directory = { path: "migrations", layout: "flyway", migrations, files: folderOf(texts) };
  const refused = await FLYWAY.write({ directory, name: "x", sql: "", now: new Date(0) });
  assert.deepEqual(refused.diagnostics.map(({ message }) => message), [
    'Cannot write a migration that follows "migrations/R__views.sql": Flyway runs that one last',
  ]);
});

Deno.test("flyway continues with the time if versions are times", async () => {
  assert.deepEqual(
    Object.keys(await written(FLYWAY, { "V20230101120000__a.sql": "SELECT 1;" })),
    ["V20261122140000__add_bio.sql"],
  );
});
