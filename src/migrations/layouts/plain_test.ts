import assert from "node:assert/strict";
import type { FolderTexts } from "../../host/files/read_files.ts";
import type { MigrationDirectory } from "../directory.ts";
import { PLAIN } from "./plain.ts";

Deno.test("plain reads migrations in the order of their numbers, and nothing else", async () => {
  const files = filesOf(
    "10_b.sql",
    "9_a.sql",
    "0011-hyphen.SQL",
    "012.sql",
    "13 with space.sql",
    "18446744073709551616_huge.sql",
    "18446744073709551615_less.sql",
    "20261122140000_größe_2.sql",
    "archive/0001_old.sql",
    "notes.txt",
  );
  const read = await PLAIN.read(files);
  assert.ok(read.ok);
  assert.deepEqual(read.value.map(({ id, version, name }) => [id, version, name]), [
    ["9_a", "9", "a"],
    ["10_b", "10", "b"],
    ["0011-hyphen", "0011", "hyphen"],
    ["012", "012", ""],
    ["13 with space", "13", "with space"],
    ["20261122140000_größe_2", "20261122140000", "größe_2"],
    ["18446744073709551615_less", "18446744073709551615", "less"],
    ["18446744073709551616_huge", "18446744073709551616", "huge"],
  ]);
  assert.equal(read.value[0]?.source, files.get("9_a.sql"));
});

Deno.test("plain refuses SQL that would never run, and an order that would be a guess", async () => {
  const read = await PLAIN.read(
    filesOf("0007_a.sql", "7_b.sql", "07_c.sql", "8.sql", "0_x.sql", "users.sql", "000.sql"),
  );
  assert.ok(!read.ok);
  assert.deepEqual(read.diagnostics.map(({ code, message }) => [code, message]), [
    [
      "migrations/no-version",
      'Cannot tell when "migrations/users.sql" runs: its name does not begin with a version',
    ],
    [
      "migrations/duplicate-version",
      'Cannot order "migrations/000.sql" and "migrations/0_x.sql": the version of each is 0',
    ],
    [
      "migrations/duplicate-version",
      'Cannot order "migrations/0007_a.sql" and "migrations/07_c.sql" and "migrations/7_b.sql": ' +
      "the version of each is 7",
    ],
  ]);
});

Deno.test("plain writes one new file that it reads as the last migration", async () => {
  const files = filesOf("0009_a.sql", "0010_b.sql");
  const written = await write(files, "Add größe / bio");
  assert.deepEqual(written, [{
    path: "0011_add_größe_bio.sql",
    text: "SELECT 1;\n",
    replaces: false,
  }]);
  const { path, text } = written[0]!;
  const read = await PLAIN.read(new Map([...files, [path, { name: path, text }]]));
  assert.ok(read.ok);
  assert.equal(read.value.at(-1)?.name, "add_größe_bio");
});

Deno.test("plain names a file by its version alone where the name says nothing", async () => {
  assert.equal((await write(new Map(), "🎉"))[0]?.path, "20261122140000.sql");
});

async function write(files: FolderTexts, name: string) {
  const read = await PLAIN.read(files);
  assert.ok(read.ok);
  const directory: MigrationDirectory = {
    path: "migrations",
    layout: "plain",
    migrations: read.value,
    files,
  };
  const now = new Date("2026-11-22T14:00:00Z");
  const written = await PLAIN.write({ directory, name, sql: "SELECT 1;\n", now });
  assert.ok(written.ok);
  return written.value;
}

function filesOf(...paths: readonly string[]): FolderTexts {
  return new Map(
    paths.map((path) => [path, { name: `migrations/${path}`, text: `SELECT '${path}';` }]),
  );
}
