import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { isFaithful } from "./backup_check.ts";
import { loadLibsql } from "../engines/libsql.ts";

const Libsql = await loadLibsql();

const NOTES = `CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT);
  INSERT INTO notes (text) SELECT printf('%.900c', 'x') FROM json_each('[${Array(50).fill(0)}]');`;

const UNCOMPUTABLE = "ALTER TABLE notes ADD COLUMN tag TEXT AS (json_extract(text, '$.tag'));";

/** Changes the text of a table without a look at its rows. */
const declare = (sql: string) =>
  `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = '${sql}' WHERE name = 'names';
  PRAGMA writable_schema = RESET;`;

const [LAX, NOT_NULL] = ["CREATE TABLE names (text)", "CREATE TABLE names (text NOT NULL)"];

const INSERT_NULL = "INSERT INTO names VALUES (NULL);";

const VIOLATED = `${LAX}; ${INSERT_NULL} ${declare(NOT_NULL)}`;

/** Runs statements with libSQL, which lets them write to the schema. */
function execute(path: string, sql: string): void {
  const database = new Libsql(path);
  database.exec(sql);
  database.close();
}

/** Whether the check accepts a copy of the source, after something was done to its bytes or rows. */
function accepts(source: string, damage: (copy: string) => void): boolean {
  const folder = Deno.makeTempDirSync();
  const [path, copy] = [join(folder, "source.db"), join(folder, "copy.db")];
  try {
    execute(path, source);
    execute(path, `VACUUM INTO '${copy}'`);
    damage(copy);
    const opened = new DatabaseSync(copy, { readOnly: true });
    try {
      return isFaithful(opened, () => new DatabaseSync(path, { readOnly: true }));
    } finally {
      opened.close();
    }
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

/** Overwrites the last page, a leaf of the table of notes. */
function breakPage(copy: string): void {
  const bytes = readFileSync(copy);
  writeFileSync(copy, bytes.fill(7, bytes.length - 4096));
}

function addNull(copy: string): void {
  execute(copy, declare(LAX) + INSERT_NULL + declare(NOT_NULL));
}

Deno.test.each([
  ["sound", ""],
  ["with a virtual column that a row makes uncomputable", UNCOMPUTABLE],
  ["with NULL where it is not allowed", VIOLATED],
  ["with both", VIOLATED + UNCOMPUTABLE],
])("a database %s has a faithful copy, which is damaged if a page of it is", (_, extra) => {
  assert(accepts(NOTES + extra, () => {}));
  assert(!accepts(NOTES + extra, breakPage));
});

Deno.test("a finding that only the copy has is found", () => {
  assert(!accepts(NOTES + VIOLATED, addNull));
});
