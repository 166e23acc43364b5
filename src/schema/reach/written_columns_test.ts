import assert from "node:assert/strict";
import { Catalog, type CatalogObject } from "../dependencies/catalog.ts";
import { writesKnownColumns } from "./written_columns.ts";

const TABLE: CatalogObject = { kind: "table", name: "t", sql: 'CREATE TABLE t (a, "B c")' };

function isKnown(body: string): boolean {
  const sql = `CREATE TRIGGER r AFTER DELETE ON s BEGIN ${body}; END`;
  const trigger: CatalogObject = { kind: "trigger", name: "r", table: "s", sql };
  return writesKnownColumns(trigger, new Catalog([TABLE, trigger]));
}

Deno.test("writesKnownColumns() is true if the engine accepts the columns, and all values have one", () => {
  assert(
    isKnown("INSERT INTO t (a, [b C]) VALUES (1, max(1, 2)); UPDATE T SET a = b; DELETE FROM t"),
  );
  for (
    const body of [
      "INSERT INTO t (a, x) VALUES (1, 2)",
      "INSERT INTO t (a) VALUES (1, 2)",
      "INSERT INTO t VALUES (1, 2)",
      "INSERT INTO t (a) SELECT 1",
      "INSERT INTO t (a) VALUES (1) ON CONFLICT DO UPDATE SET x = 1",
      "INSERT INTO u (a) VALUES (1)",
      "UPDATE t SET x = 1",
      "DELETE FROM t; UPDATE t SET (a, x) = (1, 2)",
    ]
  ) assert(!isKnown(body), body);
});
