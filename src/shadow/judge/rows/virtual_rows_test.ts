import assert from "node:assert/strict";
import { effectsOf } from "../../../../tests/support/judged_effects.ts";

/** A search index that is replaced by another one, with this copy. */
function remade(columns: string, copy: string): string {
  return `CREATE VIRTUAL TABLE n USING fts5 (${columns}); ${copy}; DROP TABLE search;
    ALTER TABLE n RENAME TO search;`;
}

const SEARCH = "CREATE VIRTUAL TABLE search USING fts5 (title, body);";

const PLACES = "CREATE VIRTUAL TABLE places USING rtree (id, x0, x1, +label);";

const [NOTES, FED] = [
  "CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT, body TEXT);",
  `CREATE TRIGGER n AFTER INSERT ON notes BEGIN
    INSERT INTO search (rowid, title, body) VALUES (new.id, new.title, new.body);
  END;`,
];

Deno.test.each([
  ["a dropped search index", SEARCH, "DROP TABLE search;", ["search dropped at DROP TABLE search"]],
  [
    "a copy that swaps columns",
    SEARCH,
    remade(
      "title, body",
      "INSERT INTO n (rowid, title, body) SELECT rowid, body, title FROM search",
    ),
    [
      "search.title 3 other by copy, listed, from body at INSERT INTO n",
      "search.body 3 other by copy, listed, from title at INSERT INTO n",
    ],
  ],
  [
    "nothing by a copy of all columns",
    SEARCH,
    remade("title, body, x", "INSERT INTO n (title, body) SELECT title, body FROM search"),
    [],
  ],
  [
    "nothing by a new name",
    SEARCH,
    "ALTER TABLE search RENAME TO found;",
    [],
  ],
  [
    "nothing by a move to an ordinary table",
    SEARCH,
    `CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT, body TEXT);
    INSERT INTO notes SELECT rowid, title, body FROM search; DROP TABLE search;`,
    [],
  ],
  [
    "rows that are deleted, and values that are changed",
    SEARCH,
    "UPDATE search SET body = NULL; DELETE FROM search;",
    ["search 3 to 0 by direct at DELETE FROM search"],
  ],
  [
    "a column that a copy of an R-tree leaves out",
    PLACES,
    `CREATE VIRTUAL TABLE n USING rtree (id, x0, x1, y0, y1, +label);
    INSERT INTO n (id, x0, x1, y0, y1) SELECT id, x0, x1, 0, 0 FROM places;
    DROP TABLE places; ALTER TABLE n RENAME TO places;`,
    ["places.label 3 null by copy at INSERT INTO n"],
  ],
  [
    "a column that is not filled again from the table whose triggers fill it",
    NOTES + SEARCH + FED,
    `DROP TABLE search; CREATE VIRTUAL TABLE search USING fts5 (title, body, x);
    INSERT INTO search (rowid, title) SELECT id, title FROM notes;`,
    ["search.body 2 null by copy at INSERT INTO search"],
  ],
  [
    "nothing by a search index that is filled again from that table",
    NOTES + SEARCH + FED,
    `DROP TABLE search; CREATE VIRTUAL TABLE search USING fts5 (title, body, x);
    INSERT INTO search (rowid, title, body) SELECT id, title, body FROM notes;`,
    [],
  ],
  [
    "nothing by a search index that reads the rows of that table from now on",
    NOTES + SEARCH + FED,
    `DROP TABLE search;
    CREATE VIRTUAL TABLE search USING fts5 (title, body, content = 'notes', content_rowid = 'id');
    INSERT INTO search (search) VALUES ('rebuild');`,
    [],
  ],
  [
    "the rowids by which triggers find its rows",
    NOTES + SEARCH + FED,
    `DROP TRIGGER n; ${
      remade("title, body", "INSERT INTO n (title, body) SELECT title, body FROM search")
    }`,
    ["search.rowid 3 other by copy at INSERT INTO n"],
  ],
  [
    "a contentless search index that is not filled again",
    NOTES + SEARCH.replace("body", "body, content = ''") + FED,
    "DROP TABLE search; CREATE VIRTUAL TABLE search USING fts5 (title, body, content = '');",
    ["search dropped, back at DROP TABLE search"],
  ],
  [
    "nothing by a contentless search index that is filled again",
    NOTES + SEARCH.replace("body", "body, content = ''") + FED,
    `DROP TABLE search; CREATE VIRTUAL TABLE search USING fts5 (title, body, content = '');
    INSERT INTO search (rowid, title, body) SELECT id, title, body FROM notes;`,
    [],
  ],
])("judgeFiles() makes rows for virtual tables: it sees %s", async (_, before, file, effects) => {
  assert.deepEqual(await effectsOf(before, file), effects);
});
