import assert from "node:assert/strict";
import { folderOf } from "../../../tests/support/layout_folder.ts";
import { dialectNamed, withDialect, withoutOtherDialects } from "./dialects.ts";

function kept(...paths: readonly string[]): string[] {
  const files = folderOf(Object.fromEntries(paths.map((path) => [path, ""])));
  return [...withoutOtherDialects(files).keys()];
}

Deno.test("withoutOtherDialects() leaves out the files of other databases if some are for SQLite", () => {
  assert.deepEqual(
    kept("1_a.postgres.up.sql", "1_a.sqlite.up.sql", "2_b.up.sql", "3_c.MySQL.sql", "x.mysql"),
    ["1_a.sqlite.up.sql", "2_b.up.sql", "x.mysql"],
  );
  assert.deepEqual(kept("1_a.sqlite3.up.sql", "1_a.up.sql", "1_a.down.sql", "1_a.pg.up.sql"), [
    "1_a.down.sql",
    "1_a.sqlite3.up.sql",
  ]);
  assert.deepEqual(kept("1_a.sql", "2_import.mysql.sql"), ["1_a.sql", "2_import.mysql.sql"]);
});

Deno.test("withoutOtherDialects() reads the dialect of a file that is run outside a transaction", () => {
  assert.deepEqual(
    kept("1_a.sqlite.up.sql", "1_a.autocommit.up.sql", "2_b.cockroach.autocommit.up.sql"),
    ["1_a.sqlite.up.sql"],
  );
  assert.deepEqual(kept("1_a.sqlite.up.sql", "2_b.autocommit.up.sql"), [
    "1_a.sqlite.up.sql",
    "2_b.autocommit.up.sql",
  ]);
});

Deno.test("withoutOtherDialects() takes the last word for a dialect if files differ in nothing else", () => {
  assert.deepEqual(
    kept("1_a_postgres.up.sql", "1_a_sqlite.up.sql", "2_b.up.sql", "3_c-mysql.up.sql"),
    ["1_a_sqlite.up.sql", "2_b.up.sql"],
  );
  const apart = ["1_a.sql", "2_drop_postgres.sql", "3_move_to_sqlite.sql"];
  assert.deepEqual(kept(...apart), apart);
});

Deno.test("withDialect() marks a new file for SQLite if the others are", () => {
  const named = folderOf({ "1_a.pg.up.sql": "", "1_a.sqlite3.up.sql": "", "2_b.up.sql": "" });
  assert.equal(withDialect("3_c.up.sql", named), "3_c.sqlite3.up.sql");
  assert.equal(withDialect("3_c.sql", named), "3_c.sqlite3.sql");
  assert.equal(withDialect("meta/_journal.json", named), "meta/_journal.json");
  assert.equal(withDialect("3_c.up.sql", folderOf({ "1_a.up.sql": "" })), "3_c.up.sql");
  const words = folderOf({ "1_a_postgres.up.sql": "", "1_a_sqlite.up.sql": "" });
  assert.equal(withDialect("3_c.up.sql", words), "3_c_sqlite.up.sql");
});

Deno.test("dialectNamed() distinguishes SQLite, other databases, and other words", () => {
  assert.deepEqual(
    ["sqlite3", "SQLite", "pg", "MariaDB", "users"].map(dialectNamed),
    ["sqlite", "sqlite", "PostgreSQL", "MariaDB", undefined],
  );
});
