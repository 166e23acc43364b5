import assert from "node:assert/strict";
import { statementsOf } from "../../../../tests/support/statements.ts";
import { areHarmless } from "./harmless.ts";
import { insertReach } from "./insert_reach.ts";

const TABLE = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE);";
const TRIGGER = "CREATE TRIGGER added AFTER INSERT ON t BEGIN DELETE FROM u; END;";
const SEARCH = "CREATE VIRTUAL TABLE s USING fts5 (a, content = 't');";

function isHarmless(...definitions: readonly string[]): boolean {
  return areHarmless(statementsOf("INSERT INTO t VALUES (1, 'a');"), insertReach(definitions));
}

Deno.test("areHarmless() is true of an INSERT of values that affects no other row", () => {
  assert(isHarmless(TABLE));
  assert(isHarmless(TABLE, TRIGGER.replace("ON t", "ON other")));
  assert(isHarmless(TABLE, SEARCH.replace("'t'", "'tags'")));
});

Deno.test("areHarmless() knows that an INSERT may delete rows if its table says REPLACE", () => {
  for (const clause of ["on\nconflict REPLACE", "ON /* the last one wins */ CONFLICT REPLACE"]) {
    assert(!isHarmless(`CREATE TABLE t (a, b, UNIQUE (a) ${clause});`), clause);
  }
});

Deno.test("areHarmless() knows that an INSERT fires triggers, and that a search index misses it", () => {
  assert(!isHarmless(TABLE, TRIGGER));
  assert(!isHarmless(TABLE, TRIGGER.replace("ON t", "ON -- a table\n main.[T]")));
  assert(!isHarmless(TABLE, SEARCH));
  const view = "CREATE VIEW w AS SELECT * FROM v; CREATE VIEW v AS SELECT * FROM t;";
  assert(!isHarmless(TABLE, view, SEARCH.replace("'t'", "w")));
});

Deno.test("areHarmless() knows a table by all names that it has had", () => {
  const renames = "ALTER TABLE x RENAME TO y; ALTER TABLE y RENAME TO t;";
  assert(!isHarmless(TRIGGER.replace("ON t", "ON x"), renames));
  assert(!isHarmless("CREATE TABLE x (a UNIQUE ON CONFLICT REPLACE);", renames));
  assert(isHarmless(TRIGGER.replace("ON t", "ON z"), renames));
});
