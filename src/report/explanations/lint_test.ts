import assert from "node:assert/strict";
import type { TrialEngine } from "../../base/engine_name.ts";
import { lint } from "../../lint/lint.ts";
import { EFFECT_RULES } from "../../lint/rule_names.ts";
import { RUNNERS } from "../../migrations/runners/list.ts";
import { historyContent } from "../../shadow/replay/history_content.ts";
import { judgeFiles } from "../../shadow/judge/judge.ts";
import { splitStatements } from "../../sql/statements.ts";
import { explain } from "./explain.ts";

const USERS = "(id INTEGER PRIMARY KEY, name TEXT, phone TEXT, email TEXT, active INT)";
const POSTS = "(id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE)";
const AGED = USERS.replace("active", "age");

/** What precedes and follows the example of each rule in a migration, and what runs it, on which engine. */
const FILES: Readonly<
  Record<string, readonly [start: string, end: string, runner: string, engine?: "libsql"]>
> = {
  "cascade-on-rebuild": ["", "ALTER TABLE new_users RENAME TO users;", "transaction"],
  "copy-doubles-rows": [
    `CREATE TABLE new_users ${USERS};`,
    "DROP TABLE users; ALTER TABLE new_users RENAME TO users;",
    "shell",
  ],
  "copy-drops-columns": [
    `CREATE TABLE new_users ${USERS};`,
    "DROP TABLE users; ALTER TABLE new_users RENAME TO users;",
    "shell",
  ],
  "copy-drops-rows": [
    `CREATE TABLE new_posts ${POSTS.replace("INTEGER REF", "INTEGER NOT NULL REF")};`,
    "DROP TABLE posts; ALTER TABLE new_posts RENAME TO posts;",
    "transaction",
  ],
  "copy-swaps-columns": [
    `CREATE TABLE new_users ${USERS.replace("name TEXT, phone TEXT", "phone TEXT, name TEXT")};`,
    "DROP TABLE users; ALTER TABLE new_users RENAME TO users;",
    "shell",
  ],
  "double-quoted-string": [
    `CREATE TABLE new_users ${AGED};`,
    "DROP TABLE users; ALTER TABLE new_users RENAME TO users;",
    "shell",
  ],
  "dropped-parent": ["", "", "shell"],
  "fails-on-rows": ["", "", "transaction"],
  "lossy-type-change": [
    "",
    "DROP TABLE counters; ALTER TABLE new_counters RENAME TO counters;",
    "shell",
  ],
  "null-to-rowid": [
    "CREATE TABLE new_tags (id INTEGER PRIMARY KEY, name TEXT);",
    "DROP TABLE tags; ALTER TABLE new_tags RENAME TO tags;",
    "transaction",
  ],
  "orphaned-rows": ["", "", "shell"],
  "replaces-rows": ["", "", "transaction"],
  "text-to-number": ["", "DROP TABLE places; ALTER TABLE new_places RENAME TO places;", "shell"],
  "stale-search-index": [
    "CREATE TABLE new_tags (id TEXT PRIMARY KEY, name TEXT);",
    "ALTER TABLE new_tags RENAME TO tags;",
    "transaction",
  ],
  "unsound-alter-column": ["", "", "transaction", "libsql"],
};

/** The lines of the example that are SQL, with the columns that it leaves out. */
function exampleOf(rule: string): string {
  const lines = explain(`lint/${rule}`)!.text.split("\n").filter((line) => line.startsWith("    "));
  return lines.filter((line) => !/^ *(?:penumbra|-- penumbra:) /.test(line)).join("\n")
    .replace("users (…)", `users ${USERS}`);
}

async function codesOf(
  text: string,
  runner: string,
  engine: TrialEngine = "sqlite",
): Promise<string[]> {
  const migration = (id: string, sql: string) => ({
    ...{ id, version: id, name: "" },
    source: { name: `${id}.sql`, text: sql },
  });
  const before = migration(
    "1",
    `CREATE TABLE users ${USERS}; CREATE TABLE posts ${POSTS};
    CREATE TABLE tags (id INT PRIMARY KEY, name TEXT);
    CREATE TABLE places (zip TEXT);
    CREATE TABLE counters (visits INTEGER);
    CREATE VIRTUAL TABLE tag_search USING fts5 (name, content = 'tags');`,
  );
  const content = await historyContent([before]);
  const after = migration("2", text);
  const script = splitStatements(after.source);
  assert(content.ok && script.ok);
  const runners = RUNNERS.filter(({ name }) => name === runner);
  const { effects } = await judgeFiles({
    engine,
    before: content.value.snapshot,
    files: [{ migration: after, statements: script.value.statements }],
    runners,
  });
  return lint(effects, runners).map(({ code }) => code);
}

Deno.test("the example of each rule leads to its finding", async (t) => {
  for (const [rule, [start, end, runner, engine]] of Object.entries(FILES)) {
    await t.step(rule, async () => {
      const text = [start, exampleOf(rule), end].join("\n");
      assert((await codesOf(text, runner, engine)).includes(`lint/${rule}`), text);
    });
  }
  const others = EFFECT_RULES.filter((name) => !(name in FILES));
  assert.deepEqual(others, ["changes-rows", "data-loss", "unexplained-loss"], "rules without SQL");
});
