import assert from "node:assert/strict";
import { sha256 } from "../base/hash.ts";
import { chainKeys, EMPTY_HISTORY_KEY, folderDigest, historyDigest } from "./chain.ts";
import type { Migration, MigrationFolder } from "./directory.ts";

Deno.test("chainKeys() hashes the previous key and the bytes of the file", async () => {
  const [first, second] = ["-- größe\r\n", "\ufeffSELECT 1;"];
  const keys = await chainKeys([migration("1", first!), migration("2", second!)]);
  const firstKey = await sha256(EMPTY_HISTORY_KEY, new TextEncoder().encode(first));
  assert.deepEqual(keys, [firstKey, await sha256(firstKey, new TextEncoder().encode(second))]);
});

Deno.test("chainKeys() continues from an earlier key", async () => {
  const migrations = ["a", "b", "c"].map((text, index) => migration(`${index}`, text));
  const keys = await chainKeys(migrations);
  assert.deepEqual(await chainKeys(migrations.slice(1), keys[0]), keys.slice(1));
  assert.deepEqual(await chainKeys([]), []);
});

Deno.test("chainKeys() returns different keys from the first difference on", async () => {
  const before = await chainKeys([migration("1", "a"), migration("2", "b"), migration("3", "c")]);
  const after = await chainKeys([migration("1", "a"), migration("2", "B"), migration("3", "c")]);
  assert.equal(after[0], before[0]);
  assert.notEqual(after[1], before[1]);
  assert.notEqual(after[2], before[2]);
});

Deno.test("historyDigest() differs for another name, byte, order or boundary between files", async () => {
  const histories: readonly (readonly Migration[])[] = [
    [],
    [migration("1", "")],
    [migration("1", "ab"), migration("2", "c")],
    [migration("1", "a"), migration("2", "bc")],
    [migration("1", "abc"), migration("2", "")],
    [migration("1", "ab"), migration("3", "c")],
    [migration("2", "c"), migration("1", "ab")],
    [migration("1", "ab"), migration("2", "\ufeffc")],
    [migration("1", "ab1 1 2c")],
    [migration("12", "ab"), migration("", "c")],
  ];
  const digests = await Promise.all(histories.map(historyDigest));
  assert.equal(new Set(digests).size, histories.length);
  assert.deepEqual(await Promise.all(histories.map(historyDigest)), digests);
});

Deno.test("folderDigest() differs for another file, layout, or file around the folder", async () => {
  const texts = (...pairs: readonly (readonly [path: string, text: string])[]) =>
    new Map(pairs.map(([path, text]) => [path, { name: `migrations/${path}`, text }]));
  const none = texts();
  const folders: readonly Omit<MigrationFolder, "path">[] = [
    { files: none, around: none },
    { files: texts(["1.sql", "a"]), around: none },
    { files: texts(["1.sql", "b"]), around: none },
    { files: texts(["2.sql", "a"]), around: none },
    { files: none, around: texts(["1.sql", "a"]) },
    { files: texts(["1.sql", "a"]), around: texts(["1.sql", "a"]) },
    { files: texts(["1.sql", "a"]), around: none, layout: "plain" },
  ];
  const digests = await Promise.all(folders.map((it) => folderDigest({ path: "a", ...it })));
  assert.equal(new Set(digests).size, folders.length);
  const elsewhere = await Promise.all(folders.map((it) => folderDigest({ path: "b", ...it })));
  assert.deepEqual(elsewhere, digests);
});

function migration(id: string, text: string): Migration {
  return { id, version: id, name: "", source: { name: `migrations/${id}.sql`, text } };
}
