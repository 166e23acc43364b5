import assert from "node:assert/strict";
import type { FolderTexts } from "../../host/files/read_files.ts";
import type { MigrationDirectory } from "../directory.ts";
import { PLAIN } from "./plain.ts";

Deno.test("plain reads migrations in the order of their numbers, and ignores other files", async () => {
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

Deno.test("plain refuses SQL that would never run, and an ambiguous order", async () => {
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

Deno.test("plain orders files of one version by their whole names, and warns if it is the last", async () => {
  const files = filesOf("002_b.sql", "002_a.sql", "010_c.sql", "0009_d.sql");
  const read = await PLAIN.read(files);
  assert.ok(read.ok);
  assert.deepEqual(read.value.map(({ id }) => id), ["002_a", "002_b", "0009_d", "010_c"]);
  assert.deepEqual(read.diagnostics, []);
  const merged = await PLAIN.read(filesOf("001_a.sql", "002_b.sql", "002_a.sql"));
  assert.deepEqual(merged.diagnostics.map(({ severity, message }) => [severity, message]), [[
    "warning",
    '"migrations/002_a.sql" and "migrations/002_b.sql" have the same version: they run in the order ' +
    "of their names",
  ]]);
});

Deno.test("plain reads dates and a V before the version, and continues with them", async () => {
  for (
    const [paths, ids, next] of [
      [
        ["2026-03-01-c.sql", "2026-02-25-b.sql", "2026-02-25-a.sql"],
        ["2026-02-25-a", "2026-02-25-b", "2026-03-01-c"],
        "2026-11-22-x.sql",
      ],
      [
        ["2026_03_01_120000_b.sql", "2026_03_01_110000_a.sql"],
        ["2026_03_01_110000_a", "2026_03_01_120000_b"],
        "2026_11_22_140000_x.sql",
      ],
      [["V2_b.sql", "V10_c.sql", "V1_a.sql"], ["V1_a", "V2_b", "V10_c"], "V11_x.sql"],
      [["001-a.sql", "002.b.sql"], ["001-a", "002.b"], "003.x.sql"],
      [
        ["v2.10.1.sql", "v2.9.100.sql", "v2.9.61.sql", "v2.10.sql"],
        ["v2.9.61", "v2.9.100", "v2.10", "v2.10.1"],
        "v2.10.2_x.sql",
      ],
      [["1.9_b.sql", "1.0_a.sql"], ["1.0_a", "1.9_b"], "1.10_x.sql"],
    ] as const
  ) {
    const files = filesOf(...paths);
    const read = await PLAIN.read(files);
    assert.ok(read.ok, JSON.stringify(read.diagnostics));
    assert.deepEqual(read.value.map(({ id }) => id), ids);
    assert.equal((await write(files, "x"))[0]?.path, next);
  }
});

Deno.test("plain writes one new file, which it reads as the last migration", async () => {
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

Deno.test("plain continues with the first line of an upgrade, and counts its versions", async () => {
  const files = new Map(
    Object.entries({
      "00-latest-schema.sql": "-- v0 -> v14 (compatible with v8+): Latest schema\n",
      "03-tags.sql": "-- v3: Add tags\n",
      "14-salt.sql": "-- v14 (compatible with v8+): Add salt\n",
    }).map(([path, text]) => [path, { name: `upgrades/${path}`, text }]),
  );
  assert.deepEqual(await write(files, "add bio"), [{
    path: "15-add_bio.sql",
    text: "-- v15: add bio\nSELECT 1;\n",
    replaces: false,
  }]);
});

Deno.test("plain names a file by its version alone if the name is empty", async () => {
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
