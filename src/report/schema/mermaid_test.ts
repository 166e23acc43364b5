import assert from "node:assert/strict";
import fc from "npm:fast-check@4.10.2";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import { detectChanges } from "../../diff/detect_changes.ts";
import { quoteName } from "../../sql/names.ts";
import { renderMermaid } from "./mermaid.ts";
import { renderMermaidChanges } from "../changes/mermaid_changes.ts";

Deno.test("renderMermaid() shows tables, keys, and the cardinality of relations", async () => {
  const snapshot = await snapshotAfter(`
    CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, boss INT REFERENCES users);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author INT NOT NULL REFERENCES users ON DELETE CASCADE,
      price DECIMAL(10, 2), note);
    CREATE TABLE profiles (user_id INTEGER PRIMARY KEY REFERENCES users, nick TEXT);
    CREATE TABLE likes (user_id INT NOT NULL REFERENCES users, post_id INT NOT NULL REFERENCES posts,
      PRIMARY KEY (user_id, post_id));
    CREATE UNIQUE INDEX nicks ON profiles (nick);
    CREATE UNIQUE INDEX some ON posts (note) WHERE note > 1;
    CREATE VIRTUAL TABLE search USING fts5 (body);
    CREATE VIEW recent AS SELECT * FROM posts;`);
  assert.equal(
    renderMermaid(snapshot),
    `erDiagram
  %% views: recent
  %% indexes: nicks, some
  "likes" {
    INT user_id PK, FK "not null"
    INT post_id PK, FK "not null"
  }
  "posts" {
    INTEGER id PK
    INT author FK "not null"
    DECIMAL(10_2) price "type DECIMAL(10,2)"
    untyped note
  }
  "profiles" {
    INTEGER user_id PK, FK
    TEXT nick UK
  }
  "users" {
    INTEGER id PK
    TEXT email UK "not null"
    INT boss FK
  }
  "search"
  "users" ||--o{ "likes" : "user_id"
  "posts" ||--o{ "likes" : "post_id"
  "users" ||..o{ "posts" : "author, on delete cascade"
  "users" ||--o| "profiles" : "user_id"
  "users" |o..o{ "users" : "boss"
`,
  );
});

Deno.test("renderMermaidChanges() describes every change in words", async () => {
  const current = await snapshotAfter(`
    CREATE TABLE users (id INTEGER PRIMARY KEY, age TEXT, gone TEXT);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author INT REFERENCES users);
    CREATE TABLE old (id INTEGER PRIMARY KEY, user_id INT REFERENCES users);
    CREATE VIEW adults AS SELECT * FROM users;`);
  const desired = await snapshotAfter(`
    CREATE TABLE users (id INTEGER PRIMARY KEY, age INTEGER, bio TEXT NOT NULL DEFAULT '');
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author INT, CHECK (id > 0));
    CREATE TABLE tags (id INTEGER PRIMARY KEY, post_id INT NOT NULL REFERENCES posts);
    CREATE INDEX posts_author ON posts (author);`);
  const diagram = renderMermaidChanges(detectChanges(current, desired), { current, desired });
  const [comments, shown] = [/^ {2}%% /, /^(?! {2}%%)/].map((kind) =>
    diagram.split("\n").filter((line) => kind.test(line)).join("\n")
  );
  assert.match(comments!, /^ {2}%% Add column "bio" to "users"$/m);
  assert.match(
    comments!,
    /^ {2}%% Change the type \(TEXT → INTEGER\) of column "age" of "users"$/m,
  );
  assert.equal(
    shown,
    `erDiagram
  "adults"["adults (view dropped)"]
  "old"["old (dropped)"] {
    INTEGER id PK
    INT user_id FK
  }
  "posts"["posts (changed)"] {
    INTEGER id PK
    INT author
    foreign_key dropped "FOREIGN KEY (author) REFERENCES users"
    check added "CHECK (id #62; 0)"
    index added "posts_author (author)"
  }
  "tags"["tags (added)"] {
    INTEGER id PK
    INT post_id FK "not null"
  }
  "users"["users (changed)"] {
    INTEGER id PK
    INTEGER age "changed: TEXT → INTEGER"
    TEXT bio "added, not null"
    TEXT gone "dropped"
  }
  "users" |o..o{ "old" : "user_id, dropped"
  "users" |o..o{ "posts" : "author, dropped"
  "posts" ||..o{ "tags" : "post_id"
`,
  );
});

Deno.test("renderMermaid() is empty for an empty schema", async () => {
  assert.equal(renderMermaid(await snapshotAfter("")), "erDiagram\n");
});

/** The lines that Mermaid 11 accepts, from its grammar, which counts in UTF-16 units. */
const QUOTED = `"(?:[^"\\\\%#~<>{}\\x00-\\x1f\\x7f]|#\\d+;)+"`;
const WORD = String.raw`(?!(?:pk|fk|uk)(?!\w))[A-Za-z_\u00c0-\ufffe][\w()\u00c0-\ufffe-]*`;
const LINES = [
  "erDiagram",
  "  \\}",
  "  %% [^%]*",
  `  ${QUOTED}(?: \\{)?`,
  `    ${WORD} ${WORD}(?: [PFU]K(?:, [PFU]K)*)?(?: ${QUOTED})?`,
  `  ${QUOTED} (?:\\|\\||\\|o)(?:--|\\.\\.)(?:o\\||o\\{) ${QUOTED} : ${QUOTED}`,
];
const LINE = new RegExp(`^(?!.*direction\\s+(?:tb|bt|rl|lr))(?:${LINES.join("|")})$`, "i");

Deno.test("renderMermaid() writes lines that Mermaid accepts, whatever the names are", async () => {
  const bits = [
    "a",
    "PK",
    "uk(",
    "direction TB",
    "style:",
    "#35;",
    "%%{init: {}}%%",
    "}",
    "[",
    "~",
    '"',
  ]
    .concat([
      "`",
      "_",
      "<b>",
      "\\",
      "\n",
      ";",
      ":::",
      "--",
      " ",
      "ü",
      "日本",
      "😀",
      "'",
      "1",
      "\u202e",
    ]);
  const name = fc.array(fc.constantFrom(...bits), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join("").toLowerCase());
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(name, { minLength: 4, maxLength: 4 }), async (names) => {
      const [table, other, column, type] = names.map((it) => quoteName(it));
      const snapshot = await snapshotAfter(
        `CREATE TABLE ${table} (${column} ${type}, ${other} REFERENCES ${table});`,
      );
      for (const line of renderMermaid(snapshot).trimEnd().split("\n")) assert.match(line, LINE);
    }),
    { numRuns: 60, seed: 20261122 },
  );
});
