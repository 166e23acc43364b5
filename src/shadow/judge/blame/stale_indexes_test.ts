import assert from "node:assert/strict";
import { effectsOf } from "../../../../tests/support/judged_effects.ts";

const COPY = "INSERT INTO n SELECT key, ifnull(body, '') FROM docs;";

function rebuilt(columns: string, copy: string): string {
  return `CREATE TABLE n (${columns}); ${copy} DROP TABLE docs; ALTER TABLE n RENAME TO docs;`;
}

Deno.test.each([
  ["fts5", "key TEXT PRIMARY KEY, body TEXT NOT NULL", COPY],
  ["fts4", "key TEXT PRIMARY KEY, body TEXT NOT NULL", COPY],
  [
    "fts5",
    "key TEXT PRIMARY KEY, body TEXT, kind TEXT",
    "INSERT INTO n (key, body) SELECT * FROM docs;",
  ],
])("judgeFiles() sees that %s refers to rowids that a rebuild does not keep", async (
  module,
  columns,
  copy,
) => {
  const before = `CREATE TABLE docs (key TEXT PRIMARY KEY, body TEXT);
    CREATE VIRTUAL TABLE search USING ${module} (body, content="docs");`;
  const stale = ["search differs from docs at DROP TABLE docs"];
  assert.deepEqual(await effectsOf(before, rebuilt(columns, copy)), stale);
  const filled = `${rebuilt(columns, copy)} INSERT INTO search (search) VALUES ('rebuild');`;
  assert.deepEqual(await effectsOf(before, filled), []);
});

Deno.test("judgeFiles() knows that rows with a number of their own keep it", async () => {
  const before = `CREATE TABLE docs (key INTEGER PRIMARY KEY, body TEXT);
    CREATE VIRTUAL TABLE search USING fts5 (body, content = 'docs', content_rowid = 'key');`;
  const columns = "key INTEGER PRIMARY KEY, body TEXT DEFAULT 'x'";
  const copy = "INSERT INTO n SELECT * FROM docs;";
  assert.deepEqual(await effectsOf(before, rebuilt(columns, copy)), []);
});

Deno.test.each([
  ["an update", "UPDATE docs SET body = 'new ' || body;"],
  ["an insert", "INSERT INTO docs (body) VALUES ('new');"],
  ["a deletion", "DELETE FROM docs WHERE body > '';"],
])("judgeFiles() sees that %s leaves a search index as it was", async (_, file) => {
  const before = `CREATE TABLE docs (key INTEGER PRIMARY KEY, body TEXT, note TEXT);
    CREATE VIRTUAL TABLE search USING fts5 (body, content = 'docs', content_rowid = 'key');`;
  const [stale] = await effectsOf(before, file).then((it) => it.toReversed());
  assert.match(stale ?? "", /^search differs from docs at /);
  const filled = `${file} INSERT INTO search (search) VALUES ('rebuild');`;
  assert.doesNotMatch((await effectsOf(before, filled)).join(), /search differs/);
  assert.doesNotMatch((await effectsOf(before, "UPDATE docs SET note = 1;")).join(), /search/);
});

Deno.test("judgeFiles() sees that a search index was made again without its entries", async () => {
  const before = `CREATE TABLE docs (key INTEGER PRIMARY KEY, body TEXT, title TEXT);
    CREATE VIRTUAL TABLE search USING fts5 (body, content = 'docs', content_rowid = 'key');`;
  const file = `DROP TABLE search; CREATE VIRTUAL TABLE search USING fts5 (body, title,
    content = 'docs', content_rowid = 'key');`;
  assert.deepEqual(await effectsOf(before, file), [
    "search differs from docs at DROP TABLE search",
  ]);
  const filled = `${file} INSERT INTO search (rowid, body, title)
    SELECT key, body, title FROM docs;`;
  assert.deepEqual(await effectsOf(before, filled), []);
});

Deno.test("judgeFiles() sees that a new search index is without the rows of its table", async () => {
  const docs = "CREATE TABLE docs (key INTEGER PRIMARY KEY, body TEXT);";
  const file = `CREATE VIRTUAL TABLE search
    USING fts5 (body, content = 'docs', content_rowid = 'key');`;
  assert.deepEqual(await effectsOf(docs, file), [
    "search lacks rows of docs at CREATE VIRTUAL TABLE",
  ]);
  const filled = `${file} INSERT INTO search (search) VALUES ('rebuild');`;
  assert.deepEqual(await effectsOf(docs, filled), []);
  const own = `${docs.replaceAll("docs", "new_docs")} ${file.replace("'docs'", "'new_docs'")}`;
  assert.deepEqual(await effectsOf(docs, own), []);
});
