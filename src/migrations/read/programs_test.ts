import assert from "node:assert/strict";
import { folderOf } from "../../../tests/support/layout_folder.ts";
import { isProgram } from "../names/program_files.ts";
import { sortPrograms, unknownPrograms, withOthers } from "./programs.ts";

Deno.test("isProgram() recognizes a program by its version, but no test, helper or declaration", () => {
  const programs = ["0012_fix.js", "12-fix.mts", "3_c.go", "V2__c.rs", "sub/V2__c.rs", "1.py"];
  assert.deepEqual(programs.filter(isProgram), programs);
  const others = [
    "migrations.js",
    "1_helper_test.go",
    "1_a.test.ts",
    "1_a.d.ts",
    "1_a.sql",
    "a/1.js",
  ];
  assert.deepEqual(others.filter(isProgram), []);
});

Deno.test("sortPrograms() and unknownPrograms() find every program that is not opaque", () => {
  const files = folderOf({
    "0001_a.sql": "",
    "0002_b.js": "",
    "0003_c.py": "",
    "0002_b.penumbra.sql": "CREATE TABLE b (x);",
  });
  const { programs } = sortPrograms(files);
  const source = files.get("0001_a.sql")!;
  const all = [{ id: "0001_a", version: "0001", name: "a", source }, ...programs];
  assert.deepEqual(
    unknownPrograms(all, { files }).map(({ code, hint }) => [code, hint]),
    [
      "2_b.js",
      "3_c.py",
    ].map((it) => [
      "migrations/code",
      `Add "opaque": ["000${it}"] to penumbra.json, and write what it does to the schema, if ` +
      `anything, into "000${it.replace(/\..*/, "")}.penumbra.sql" next to it`,
    ]),
  );
  for (const { hint } of unknownPrograms(programs, { files })) {
    assert.match(hint!, /^Run the programs on an empty database, and penumbra init --from /);
  }
  const opaque = ["0002_b.js", "0003_c.py"];
  const sorted = sortPrograms(files, opaque);
  assert.deepEqual(unknownPrograms(sorted.programs, { files, opaque }), []);
  assert.deepEqual([...sorted.files.keys()], ["0001_a.sql"]);
  assert.deepEqual(sorted.programs.map(({ id, version, source }) => [id, version, source.text]), [
    ["0002_b", "0002", "CREATE TABLE b (x);"],
    ["0003_c", "0003", ""],
  ]);
});

Deno.test("withOthers() puts each at the position of its version", () => {
  const migration = (version: string) => ({
    id: version,
    version,
    name: "",
    source: { name: version, text: "" },
  });
  const all = withOthers(["1", "3", "10"].map(migration), ["11", "2", "4"].map(migration));
  assert.deepEqual(all.map(({ id }) => id), ["1", "2", "3", "4", "10", "11"]);
});
