import assert from "node:assert/strict";
import { backingTables, type ObjectRow } from "./backing_tables.ts";

Deno.test("backingTables() recognizes the tables of sqlite-vec if the extension is not loaded", () => {
  const table = (name: string, body: string): ObjectRow => [
    "table",
    name,
    `CREATE TABLE "${name}"${body}`,
  ];
  const owner: ObjectRow = [
    "table",
    "doc_vector",
    "CREATE VIRTUAL TABLE doc_vector USING vec0(id text primary key, e float[3])",
  ];
  const kept = [
    table("doc_vector_info", " (key text primary key, value any)"),
    table(
      "doc_vector_chunks",
      "(chunk_id INTEGER PRIMARY KEY AUTOINCREMENT,size INTEGER NOT NULL,validity BLOB NOT NULL,rowids BLOB NOT NULL)",
    ),
    table(
      "doc_vector_rowids",
      "(rowid INTEGER PRIMARY KEY AUTOINCREMENT,id TEXT UNIQUE NOT NULL,chunk_id INTEGER,chunk_offset INTEGER)",
    ),
    table("doc_vector_vector_chunks00", "(rowid PRIMARY KEY,vectors BLOB NOT NULL)"),
    table("doc_vector_metadatachunks01", "(rowid PRIMARY KEY, data BLOB NOT NULL)"),
    table("doc_vector_metadatatext01", "(rowid PRIMARY KEY, data TEXT)"),
    table("doc_vector_auxiliary", "( rowid integer PRIMARY KEY , value00)"),
  ];
  const own = [
    table("doc_vector_notes", " (id INTEGER PRIMARY KEY)"),
    table("doc_vector_info", " (id INTEGER PRIMARY KEY)"),
    table("other_info", " (key text primary key, value any)"),
  ];
  const isBacking = backingTables(new Set(), [owner, ...kept, ...own]);
  assert.deepEqual(kept.filter((row) => !isBacking(row)), []);
  assert.deepEqual([owner, ...own].filter(isBacking), []);
});
