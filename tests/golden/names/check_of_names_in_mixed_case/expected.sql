-- warning[lint/check-on-existing]: Add CHECK (paidAt >= placedAt) to "Order": the migration stops if a row violates it

SAVEPOINT penumbra;

-- Add CHECK (paidAt >= placedAt) to "Order": SQLite can only do this by rebuilding the table
ALTER TABLE "Order" RENAME TO __penumbra_old_Order;
CREATE TABLE "Order" (id INTEGER PRIMARY KEY, "placedAt" TEXT, "paidAt" TEXT, CHECK ("paidAt" >= "placedAt"));
INSERT INTO "Order" (id, placedAt, paidAt) SELECT id, placedAt, paidAt FROM __penumbra_old_Order;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use Order" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM "Order") = (SELECT count(*) FROM __penumbra_old_Order)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_Order')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_Order;

RELEASE penumbra;
