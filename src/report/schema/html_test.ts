import assert from "node:assert/strict";
import fc from "npm:fast-check@4.10.2";
import { bodyOf, HOSTILE_TEXT, tagsOf, textOf } from "../../../tests/support/html_page.ts";
import { holdsInTime } from "../../../tests/support/property.ts";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import { EMPTY_SNAPSHOT, objectsOf, type SchemaSnapshot } from "../../schema/snapshot.ts";
import { quoteName, quoteString } from "../../sql/names.ts";
import { renderHtml } from "./html.ts";

Deno.test("renderHtml() shows a table with its keys, and links to its parent and back", async () => {
  const snapshot = await snapshotAfter(`
    CREATE TABLE posts (author INT NOT NULL REFERENCES users ON DELETE CASCADE);
    CREATE TABLE users (id INTEGER PRIMARY KEY);`);
  assert.equal(
    bodyOf(renderHtml(snapshot)),
    `<h1>Schema</h1>
<nav aria-labelledby="contents">
<h2 id="contents">Contents</h2>
<h3><a href="#tables">Tables</a></h3>
<ul>
<li><a href="#table-posts"><code>posts</code></a></li>
<li><a href="#table-users"><code>users</code></a></li>
</ul>
</nav>
<main>
<section aria-labelledby="tables">
<h2 id="tables">Tables</h2>
<section aria-labelledby="table-posts">
<h3 id="table-posts"><code>posts</code></h3>
<div class="wide">
<table>
<caption>Columns</caption>
<thead>
<tr><th scope="col">Column</th><th scope="col">Type</th><th scope="col">NULL</th><th scope="col">Keys</th></tr>
</thead>
<tbody>
<tr><th scope="row"><code>author</code></th><td><code>INT</code></td><td>no</td><td>foreign</td></tr>
</tbody>
</table>
</div>
<div class="wide">
<table>
<caption>Constraints</caption>
<thead>
<tr><th scope="col">Constraint</th><th scope="col">Parent</th></tr>
</thead>
<tbody>
<tr><th scope="row"><code>FOREIGN KEY (author) REFERENCES users ON DELETE CASCADE</code></th><td><a href="#table-users"><code>users</code></a></td></tr>
</tbody>
</table>
</div>
<pre><code>CREATE TABLE posts (author INT NOT NULL REFERENCES users ON DELETE CASCADE);</code></pre>
</section>
<section aria-labelledby="table-users">
<h3 id="table-users"><code>users</code></h3>
<div class="wide">
<table>
<caption>Columns</caption>
<thead>
<tr><th scope="col">Column</th><th scope="col">Type</th><th scope="col">NULL</th><th scope="col">Keys</th></tr>
</thead>
<tbody>
<tr><th scope="row"><code>id</code></th><td><code>INTEGER</code></td><td>no</td><td>primary</td></tr>
</tbody>
</table>
</div>
<div class="wide">
<table>
<caption>Constraints</caption>
<thead>
<tr><th scope="col">Constraint</th></tr>
</thead>
<tbody>
<tr><th scope="row"><code>PRIMARY KEY (id)</code></th></tr>
</tbody>
</table>
</div>
<div class="wide">
<table>
<caption>Referenced by</caption>
<thead>
<tr><th scope="col">Child</th><th scope="col">Foreign key</th></tr>
</thead>
<tbody>
<tr><th scope="row"><a href="#table-posts"><code>posts</code></a></th><td><code>FOREIGN KEY (author) REFERENCES users ON DELETE CASCADE</code></td></tr>
</tbody>
</table>
</div>
<pre><code>CREATE TABLE users (id INTEGER PRIMARY KEY);</code></pre>
</section>
</section>
</main>
`,
  );
});

const SCHEMA = `
  CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- for the login
    email TEXT NOT NULL ON CONFLICT IGNORE COLLATE NOCASE UNIQUE DEFAULT 'a
b',
    shout TEXT AS (upper(email)) STORED,
    team INT CONSTRAINT "its team" REFERENCES gone (id),
    CHECK (length(email) > 0)
  ) STRICT;
  CREATE INDEX by_team ON users (team DESC) WHERE team > 0;
  CREATE TRIGGER joined AFTER INSERT ON users BEGIN SELECT 1; END;
  CREATE VIRTUAL TABLE words USING fts5(word, tokenize = 'porter');
  CREATE VIEW names AS SELECT email FROM users;
  CREATE TRIGGER renamed INSTEAD OF UPDATE ON names BEGIN SELECT 2; END;`;

Deno.test("renderHtml() shows every part of every object, and its SQL", async () => {
  const snapshot = await snapshotAfter(SCHEMA);
  const text = textOf(renderHtml(snapshot));
  const lines = [
    "users STRICT",
    "Column|Type|NULL|Default|Collation|Generated|Keys",
    "id|INTEGER|no||||primary",
    "email|TEXT|no ON CONFLICT IGNORE|'a␊b'|NOCASE||unique",
    "shout|TEXT|yes|||AS (upper(email)) STORED|",
    "team|INT|yes||||foreign",
    "Constraint|Name|Parent",
    "PRIMARY KEY (id) AUTOINCREMENT||",
    "UNIQUE (email)||",
    'FOREIGN KEY (team) REFERENCES gone (id)|"its team"|gone',
    "CHECK (length(email) > 0)||",
    "Index|Definition|SQL",
    "by_team|(team DESC) WHERE team > 0|CREATE INDEX by_team ON users (team DESC) WHERE team > 0;",
    "Trigger|Event|SQL",
    "joined|AFTER INSERT|CREATE TRIGGER joined AFTER INSERT ON users BEGIN SELECT 1; END;",
    "words fts5(word, tokenize = 'porter')",
    "names",
    "renamed|INSTEAD OF UPDATE|CREATE TRIGGER renamed INSTEAD OF UPDATE ON names BEGIN SELECT 2; END;",
  ];
  assert.deepEqual(lines.filter((line) => !text.split("\n").includes(line)), []);
  assert.deepEqual(objectsOf(snapshot).filter(({ sql }) => !text.includes(`${sql};\n`)), []);
});

Deno.test("renderHtml() shows what is on tables that are not part of the schema", async () => {
  const { indexes, triggers } = await snapshotAfter(SCHEMA);
  const text = textOf(renderHtml({ ...EMPTY_SNAPSHOT, indexes, triggers }));
  assert.match(text, /^Indexes and triggers on other tables$/m);
  assert.match(text, /^by_team\|users\|/m);
  assert.match(text, /^renamed\|names\|/m);
});

Deno.test("renderHtml() says so if the schema is empty", () => {
  const page = renderHtml(EMPTY_SNAPSHOT);
  assert.equal(bodyOf(page), "<h1>Schema</h1>\n<main>\n<p>The schema is empty</p>\n</main>\n");
  assert.deepEqual(tagsOf(page).slice(0, 3), ["<body>", "<h1>", "</h1>"]);
});

Deno.test("renderHtml() loads nothing, and is light or dark as the system is", async () => {
  const page = renderHtml(await snapshotAfter(SCHEMA));
  assert.match(page, /content="default-src 'none'; style-src 'unsafe-inline'"/);
  assert.match(page, /@media \(prefers-color-scheme: dark\)/);
  assert.equal(/<script|<link|<img|\bsrc=|url\(|@import|href="[^#]/.test(page), false);
});

/** A schema with these names in every place that a name or a text can be in. */
function schemaWith(names: readonly string[]): string {
  const [table, other, column, second, type, view, index, trigger, constraint, word] = names
    .map((name, place) => quoteName(`${name}${place}`));
  const text = quoteString(names[0]!);
  const comment = `/* ${names[1]!.replaceAll("*/", "")} */`;
  return `
    CREATE TABLE ${table} (${column} ${type} DEFAULT ${text} ${comment} PRIMARY KEY,
      ${second} AS (${column} || ${text}), CONSTRAINT ${constraint} CHECK (${column} <> ${text}));
    CREATE TABLE ${other} (${column} REFERENCES ${table} (${column}), ${second} DEFAULT (${text}));
    CREATE INDEX ${index} ON ${table} (${column}, ${column} || ${text}) WHERE ${column} > ${text};
    CREATE VIEW ${view} AS SELECT ${text} AS ${word} ${comment} FROM ${table};
    CREATE TRIGGER ${trigger} AFTER INSERT ON ${table} BEGIN SELECT ${text}; ${comment} END;
    CREATE VIRTUAL TABLE ${word} USING fts5(${column}, content = ${text});`;
}

/** The schema with these names in every place; only an application could register the collation. */
async function snapshotWith(names: readonly string[]): Promise<SchemaSnapshot> {
  const snapshot = await snapshotAfter(schemaWith(names));
  const tables = snapshot.tables.map((table) => ({
    ...table,
    columns: table.columns.map((column) => ({ ...column, collation: names[0]! })),
  }));
  return { ...snapshot, tables };
}

const PLAIN = Array.from("abcdefghij");

Deno.test("renderHtml() has the same elements whatever the names and texts are", async () => {
  const plain = tagsOf(renderHtml(await snapshotWith(PLAIN))).sort();
  const names = fc.array(HOSTILE_TEXT, { minLength: PLAIN.length, maxLength: PLAIN.length });
  await holdsInTime(names, 60, async (hostile) => {
    const page = renderHtml(await snapshotWith(hostile));
    assert.deepEqual(tagsOf(page).sort(), plain);
  });
});
