import assert from "node:assert/strict";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import { isReadable } from "./search_content.ts";

Deno.test.each([
  ["fts5(body, content=pages)", true],
  ["fts5(title, content=pages)", false],
  ["fts4(body, content=pages, languageid=lang)", true],
  ["fts4(body, content=pages, languageid=language)", false],
  ["fts4(body, content=nowhere)", false],
  ["fts5(body, content=titles)", true],
])("isReadable() for %s: %s", async (module, expected) => {
  const snapshot = await snapshotAfter(
    `CREATE TABLE pages (id INTEGER PRIMARY KEY, body TEXT, lang INT);
    CREATE VIEW titles AS SELECT 1; CREATE VIRTUAL TABLE found USING ${module};`,
  );
  assert.equal(isReadable(snapshot.virtualTables[0]!, snapshot), expected);
});
