import assert from "node:assert/strict";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import type { Change } from "../../diff/change.ts";
import { detectChanges } from "../../diff/detect_changes.ts";
import { nameFor } from "./migration_name.ts";

async function named(before: string, after: string): Promise<string> {
  return nameFor(detectChanges(await snapshotAfter(before), await snapshotAfter(after)));
}

Deno.test("nameFor() names the only change", async () => {
  const users = "CREATE TABLE users (id INT, name TEXT);";
  const cases: [before: string, after: string, name: string][] = [
    ["", users, "create_users"],
    [users, "", "drop_users"],
    [users, "CREATE TABLE users (id INT, name TEXT, bio TEXT)", "add_users_bio"],
    [users, "CREATE TABLE users (id INT)", "drop_users_name"],
    [users, "CREATE TABLE users (id INT, name BLOB)", "change_users_name"],
    [users, "CREATE TABLE users (id INT PRIMARY KEY, name TEXT)", "add_users_primary_key"],
    [users, "CREATE TABLE users (id INT, name TEXT UNIQUE)", "add_users_name_unique"],
    [users, "CREATE TABLE users (id INT, name TEXT, CHECK (id > 0))", "add_users_check"],
    [users, "CREATE TABLE users (id INT, name TEXT) STRICT", "change_users_options"],
    [users, `${users} CREATE INDEX by_name ON users (name)`, "create_index_by_name"],
    [users, `${users} CREATE VIEW names AS SELECT name FROM users`, "create_view_names"],
    ["", "CREATE VIRTUAL TABLE words USING fts5(a)", "create_words"],
    [
      `${users} CREATE INDEX by_name ON users (name)`,
      `${users} CREATE INDEX by_name ON users (id)`,
      "change_index_by_name",
    ],
    [
      `${users} CREATE TABLE posts (author INT)`,
      `${users} CREATE TABLE posts (author INT REFERENCES users (id))`,
      "add_posts_author_foreign_key",
    ],
  ];
  for (const [before, after, name] of cases) assert.equal(await named(before, after), name);
});

Deno.test("nameFor() names both sides of a rename", () => {
  const table: Change = { kind: "rename-table", before: "users", after: "people" };
  const column: Change = { kind: "rename-column", table: "users", before: "name", after: "title" };
  assert.equal(nameFor([table]), "rename_users_to_people");
  assert.equal(nameFor([column]), "rename_users_name_to_title");
});

Deno.test("nameFor() names the most important of several changes and counts the rest", async () => {
  assert.equal(
    await named("CREATE TABLE a (x)", "CREATE TABLE a (x, y, z); CREATE VIEW b AS SELECT 1"),
    "add_a_y_and_2_more",
  );
  assert.equal(
    await named("CREATE TABLE a (x)", "CREATE TABLE a (x, y); CREATE TABLE b (x)"),
    "create_b_and_1_more",
  );
});

Deno.test("nameFor() does not count what is created or dropped with its table", async () => {
  const schema = `CREATE TABLE users (id, name); CREATE INDEX by_name ON Users (name);
    CREATE TRIGGER touch AFTER INSERT ON users BEGIN SELECT 1; END;`;
  assert.equal(await named("", schema), "create_users");
  assert.equal(await named(schema, ""), "drop_users");
});

Deno.test("nameFor() uses only letters, digits and underscores, at most 60 of them", async () => {
  assert.equal(await named("", `CREATE TABLE "Café-Größe  Δ 7_" (a)`), "create_cafe_gro_e_7");
  assert.equal(await named("", "CREATE TABLE userAccounts (a)"), "create_user_accounts");
  assert.equal(await named("", `CREATE TABLE "表" (a)`), "create_table");
  const long = await named("", `CREATE TABLE ${"very_".repeat(30)} (a); CREATE TABLE z (a)`);
  assert.match(long, /^create_very_[very_]+_and_1_more$/);
  assert(long.length <= 60 && long.length > 50, `${long.length} characters`);
});

Deno.test("nameFor() has a name if nothing changes", () => {
  assert.equal(nameFor([]), "manual");
});
