import assert from "node:assert/strict";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import { actedOn, dropOrder } from "./drop_order.ts";

const tablesOf = async (sql: string) => (await snapshotAfter(sql)).tables;

async function order(sql: string): Promise<string[]> {
  return dropOrder(await tablesOf(sql)).map(({ table }) => table.name);
}

Deno.test("dropOrder() drops children before their parents", async () => {
  assert.deepEqual(
    await order(`CREATE TABLE a (x INTEGER PRIMARY KEY);
      CREATE TABLE b (x INTEGER PRIMARY KEY, a REFERENCES a ON DELETE CASCADE);
      CREATE TABLE c (b REFERENCES b, a REFERENCES a ON DELETE RESTRICT)`),
    ["c", "b", "a"],
  );
});

Deno.test("dropOrder() starts a circle where nothing that happens to rows fails", async () => {
  // Dropping `b` first would set NULL in a column that takes none.
  assert.deepEqual(
    await order(
      `CREATE TABLE a (id INTEGER PRIMARY KEY, b NOT NULL REFERENCES b ON DELETE SET NULL);
      CREATE TABLE b (id INTEGER PRIMARY KEY, a REFERENCES a ON DELETE SET NULL)`,
    ),
    ["a", "b"],
  );
});

Deno.test("actedOn() names the tables of circles whose rows change with those they point at", async () => {
  const tables = await tablesOf(
    `CREATE TABLE a (id INTEGER PRIMARY KEY, b REFERENCES b ON DELETE CASCADE);
    CREATE TABLE b (id INTEGER PRIMARY KEY, a REFERENCES a);
    CREATE TABLE c (a REFERENCES a ON DELETE CASCADE)`,
  );
  assert.deepEqual([...actedOn(tables)], ["a"]);
});
