import assert from "node:assert/strict";
import { openWith, statementsOf } from "./engines.ts";
import { runDespiteErrors } from "./despite_errors.ts";
import { forth, type GoldenCase, loadSides, value } from "./golden_case.ts";

const mode = { engine: "sqlite", transaction: false, foreignKeys: true, legacy: false } as const;

/** What is left in the database when a runner continues after the fill was refused. */
async function leftAfter(golden: Pick<GoldenCase, "before" | "after" | "answers">, rows: string) {
  const full: GoldenCase = { name: "", rows, holds: "", ...golden };
  const { text } = value(await forth(full, await loadSides(full)));
  const engine = await openWith(mode, full.before, rows);
  try {
    runDespiteErrors(engine, statementsOf(text), mode);
    const names = engine.query("SELECT name FROM sqlite_schema WHERE type = 'table'");
    return JSON.stringify(
      names.map(([name]) => engine.query(`SELECT * FROM "${String(name)}"`)),
    );
  } finally {
    engine.close();
  }
}

Deno.test("columns are not dropped if the fill that copies their values has failed", async () => {
  const left = await leftAfter({
    before: "CREATE TABLE people (id INTEGER PRIMARY KEY, first TEXT, last TEXT);",
    after: "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT CHECK (length(name) < 9));",
    answers: {
      noRenames: true,
      fills: ["people.name=first || ' ' || last"],
      allow: ["data-loss"],
    },
  }, "INSERT INTO people VALUES (1, 'Alexander', 'Bell');");
  assert.match(left, /Alexander/);
});

Deno.test("a table is not dropped if the fill that copies its rows has failed", async () => {
  const left = await leftAfter({
    before: `CREATE TABLE profiles (user_id INTEGER, bio TEXT);
      CREATE TABLE users (id INTEGER PRIMARY KEY);`,
    after: "CREATE TABLE users (id INTEGER PRIMARY KEY, bio TEXT CHECK (length(bio) < 9));",
    answers: {
      noRenames: true,
      fills: ["users.bio=(SELECT bio FROM profiles WHERE user_id = users.id)"],
      allow: ["data-loss"],
    },
  }, "INSERT INTO users VALUES (1); INSERT INTO profiles VALUES (1, 'a long biography');");
  assert.match(left, /a long biography/);
});

Deno.test("columns are not dropped from another table if a rename has failed", async () => {
  const left = await leftAfter({
    before: `CREATE TABLE drafts (id INTEGER PRIMARY KEY, body TEXT);
      CREATE TABLE posts (id INTEGER PRIMARY KEY, body TEXT);`,
    after: `CREATE TABLE posts (id INTEGER PRIMARY KEY);
      CREATE TABLE archive (id INTEGER PRIMARY KEY, body TEXT);`,
    answers: {
      renames: ["posts:archive", "drafts:posts"],
      noRenames: true,
      allow: ["data-loss"],
    },
    // Another tool's table has the name that the first rename needs.
  }, "INSERT INTO posts VALUES (1, 'keep'); CREATE TABLE archive (id);");
  assert.match(left, /keep/);
});
