import assert from "node:assert/strict";
import { folderOf } from "../../../tests/support/layout_folder.ts";
import { PLAIN } from "../layouts/plain.ts";
import { migrationsOf } from "./migrations_of.ts";

const FILES = {
  "0001_a.sql":
    "CREATE TABLE a (x);\nPRAGMA writable_schema = ON; -- opens it\nCREATE TABLE b (y);\n",
  "0002_b.sql": "SELECT f(1);\nSELECT f(2);",
};

async function skipping(skip: Readonly<Record<string, string>>) {
  const read = await migrationsOf(PLAIN, folderOf(FILES), { skip });
  return read.ok ? read.value.map(({ source }) => source.text) : read.diagnostics;
}

Deno.test("migrationsOf() skips statements by number, and keeps the positions of the others", async () => {
  const [first, second] = await skipping({ "0001_a.sql:2": "it writes the schema" }) as string[];
  assert.equal(
    first,
    `CREATE TABLE a (x);\n${" ".repeat(40)}\nCREATE TABLE b (y);\n`.slice(0, first!.length),
  );
  assert.equal(second, FILES["0002_b.sql"]);
});

Deno.test("migrationsOf() skips whole files", async () => {
  const [first, second] = await skipping({ "0002_b.sql": "the application defines f" }) as string[];
  assert.equal(first, FILES["0001_a.sql"]);
  assert.equal(second!.trim(), "");
});

Deno.test("migrationsOf() skips whole files that the layout cannot read as migrations", async () => {
  const files = folderOf({ ...FILES, "seed.sql": "INSERT INTO a VALUES (1);\n" });
  const stopped = await migrationsOf(PLAIN, files);
  assert.deepEqual(stopped.diagnostics.map(({ code }) => code), ["migrations/no-version"]);
  const read = await migrationsOf(PLAIN, files, { skip: { "seed.sql": "nothing runs it" } });
  assert.deepEqual(read.ok && read.value.map(({ source }) => source.text), Object.values(FILES));
  const other = await migrationsOf(PLAIN, files, { skip: { "0001_a.sql": "it is not the one" } });
  assert.deepEqual(other.diagnostics.map(({ code }) => code), ["migrations/no-version"]);
});

Deno.test("migrationsOf() refuses to skip statements that do not exist", async () => {
  const said = await skipping({ "0001_a.sql:4": "", "0003.sql": "", "0002_b.sql:2": "" });
  assert.deepEqual(said.map((it) => typeof it === "string" ? it : it.message), [
    'Cannot skip "0003.sql": there is no such migration or statement',
    'Cannot skip "0001_a.sql:4": there is no such migration or statement',
  ]);
});
