import assert from "node:assert/strict";
import { ShadowDatabase } from "../../src/shadow/database/shadow_database.ts";
import { ATTACKS, ODD_ROWS } from "./attacks.ts";
import type { Outcome } from "./run_attacks.ts";

/**
 * The results of all attacks on an engine, in a separate process. A crash is the fault of the last
 * one.
 */
async function outcomesOn(engine: string, folder: string): Promise<readonly Outcome[]> {
  const program = new URL("./run_attacks.ts", import.meta.url);
  const args = ["run", "--allow-all", "--quiet", "--no-check", program.href, engine];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: folder })
    .output();
  const lines = new TextDecoder().decode(stdout).trim().split("\n");
  assert.equal(code, 0, `${lines.at(-1)} ${new TextDecoder().decode(stderr)}`);
  return lines.map((line) => JSON.parse(line));
}

Deno.test.each(["sqlite", "libsql"])(
  "every attack on %s is refused, and leaves no file and no crash",
  async (engine) => {
    const folder = await Deno.makeTempDir();
    try {
      const outcomes = (await outcomesOn(engine, folder)).filter((it) => it.refusal !== undefined);
      assert.equal(outcomes.length, (ATTACKS.length + ODD_ROWS.length) * 6);
      const harmless = new Set(
        [...ATTACKS.filter(({ harmlessOn }) => harmlessOn === engine), ...ODD_ROWS]
          .map(({ name }) => name),
      );
      const got = outcomes.filter(({ name, refusal }) => refusal === "" && !harmless.has(name));
      assert.deepEqual(got, []);
      assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), []);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);

/** Statements that only look like attacks. */
const ORDINARY = `
  CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, body TEXT, rank INT DEFAULT (abs(-1)));
  CREATE VIRTUAL TABLE search USING fts5(title, body, content='posts', content_rowid='id');
  CREATE TRIGGER added AFTER INSERT ON posts BEGIN
    INSERT INTO search (rowid, title, body) VALUES (new.id, new.title, new.body);
    UPDATE posts SET rank = new.rank + 1 WHERE id = new.id; END;
  CREATE TRIGGER removed AFTER DELETE ON posts BEGIN
    INSERT INTO search (search, rowid, title, body) VALUES ('delete', old.id, old.title, old.body); END;
  CREATE VIEW best AS SELECT posts.id, bm25(search) AS score FROM search
    JOIN posts ON posts.id = search.rowid WHERE search MATCH 'x' ORDER BY search.rank;
  INSERT INTO posts (title, body) VALUES ('x', 'y'), ('a', 'b');
  INSERT INTO search (search, rank) VALUES ('rank', 'bm25(10.0, 5.0)');
  INSERT INTO search (search) VALUES ('rebuild');
  UPDATE posts SET rank = 2 WHERE id IN (SELECT rowid FROM search WHERE search MATCH 'x');
  WITH ranked AS (SELECT id, rank() OVER (ORDER BY title) AS r FROM posts)
    UPDATE posts SET rank = (SELECT r FROM ranked WHERE ranked.id = posts.id);
  SELECT * FROM best;
  CREATE VIEW titles AS SELECT id AS rowid, title, rank FROM posts;
  CREATE VIRTUAL TABLE by_title USING fts4(title, content="titles");
  INSERT INTO by_title (by_title) VALUES ('rebuild');
  CREATE TRIGGER ranked AFTER UPDATE OF rank ON posts WHEN new.rank > 100 AND EXISTS (SELECT 1 FROM titles) BEGIN
    UPDATE posts SET title = CASE WHEN new.rank > 200 THEN 'x' ELSE title END WHERE id = new.id; END;
  UPDATE posts SET rank = 150;
  CREATE TABLE pads (a, b TEXT DEFAULT 'x' -- as padl(a, 10) and replicate(a) do, by default
  ); ALTER TABLE pads ADD COLUMN c; ALTER TABLE pads DROP COLUMN a; INSERT INTO pads DEFAULT VALUES;
  CREATE TABLE docs_data (a); INSERT INTO docs_data VALUES (1); DROP TABLE docs_data;
  CREATE TABLE notes (id INTEGER PRIMARY KEY, at TEXT DEFAULT (strftime('%Y', 'now')), u DEFAULT (hex(randomblob(4))));
  INSERT INTO notes DEFAULT VALUES RETURNING id, at;
  ALTER TABLE notes RENAME COLUMN at TO made; ALTER TABLE notes ADD COLUMN returning_customer INT;
  DELETE FROM posts; DROP TABLE posts; DROP TABLE search;
`;

const VECTORS = `
  CREATE TABLE films (id INTEGER PRIMARY KEY, e F32_BLOB(2));
  CREATE INDEX near ON films (libsql_vector_idx(e, 'metric=cosine'));
  INSERT INTO films (e) VALUES (vector('[1, 2]')), (vector32('[2, 1]'));
  CREATE VIEW nearest AS SELECT id FROM vector_top_k('near', vector('[1, 1]'), 2);
  CREATE INDEX IF NOT EXISTS near ON films (libsql_vector_idx(e, 'metric=cosine'));
  CREATE TABLE far_shadow (index_key  INTEGER , data BLOB, PRIMARY KEY (index_key));
  CREATE INDEX far_shadow_idx ON far_shadow (index_key);
  CREATE INDEX far ON films (libsql_vector_idx(e, 'metric=l2'));
  SELECT * FROM nearest; UPDATE films SET e = vector('[3, 3]') WHERE id = 1;
  ALTER TABLE films ADD COLUMN title TEXT; DELETE FROM films; DROP INDEX near; DROP TABLE films;
  CREATE TABLE words (a TEXT PRIMARY KEY, e F32_BLOB(2)) WITHOUT ROWID;
  CREATE INDEX of_words ON words (libsql_vector_idx(e));
`;

Deno.test.each([["sqlite", ORDINARY], ["libsql", ORDINARY], ["libsql", VECTORS]] as const)(
  "statements that only look like attacks run on %s",
  async (engine, text) => {
    await using shadow = await ShadowDatabase.open({ engine });
    const { ok, diagnostics } = shadow.applyScript({ name: "1.sql", text });
    assert.deepEqual([ok, diagnostics.map(({ message }) => message)], [true, []]);
  },
);
