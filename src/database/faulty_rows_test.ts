import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { nodeSqlite } from "../runner/mod.ts";
import { faultyRows } from "./faulty_rows.ts";

Deno.test("faultyRows() names the rows that a copy or a unique index refuses", async () => {
  const database = new DatabaseSync(":memory:");
  database.exec(`CREATE TABLE users (id INTEGER PRIMARY KEY, age INT);
    INSERT INTO users VALUES (1, 5), (2, -3), (3, 5);
    CREATE TABLE n (id INTEGER PRIMARY KEY, age INT CHECK (age >= 0))`);
  const faulty = async (sql: string) => {
    database.exec("BEGIN");
    const rows = await faultyRows(nodeSqlite(database), sql);
    database.exec("ROLLBACK");
    return rows;
  };
  const checked = ['{"id":2,"age":-3}: CHECK constraint failed: age >= 0'];
  for (
    const sql of [
      "INSERT INTO n SELECT id, age FROM users",
      "INSERT INTO main.n (id, age) WITH old AS (SELECT id, age FROM users) SELECT * FROM old",
      "WITH old AS (SELECT * FROM users) INSERT INTO n SELECT * FROM old",
      "-- copied\nREPLACE INTO n SELECT id, age FROM users",
    ]
  ) assert.deepEqual(await faulty(sql), checked, sql);
  const twice = ['{"age":5,"how often":2}'];
  for (const name of ["i", "main.i", "IF NOT EXISTS i"]) {
    assert.deepEqual(await faulty(`CREATE UNIQUE INDEX ${name} ON users (age DESC)`), twice, name);
  }
  assert.deepEqual(await faulty("INSERT INTO n VALUES (1, (SELECT -1))"), []);
  assert.deepEqual(await faulty("CREATE INDEX i ON users (age)"), []);
  database.close();
});
