-- warning[lint/check-on-existing]: Add CHECK (n > 0) to "2_plan": the migration stops if a row violates it
-- warning[lint/check-on-existing]: Add CHECK (n > 0) to "plan": the migration stops if a row violates it

SAVEPOINT penumbra;

-- Add CHECK (n > 0) to "2_plan": SQLite can only do this by rebuilding the table
ALTER TABLE "2_plan" RENAME TO __penumbra_old_2_plan;
CREATE TABLE "2_plan" (id INTEGER PRIMARY KEY, n INTEGER CHECK (n > 0));
INSERT INTO "2_plan" (id, n) SELECT id, n FROM __penumbra_old_2_plan;

-- Add CHECK (n > 0) to "plan": SQLite can only do this by rebuilding the table
ALTER TABLE "plan" RENAME TO __penumbra_old_3_plan;
CREATE TABLE plan (id INTEGER PRIMARY KEY, n INTEGER CHECK (n > 0));
INSERT INTO "plan" (id, n) SELECT id, n FROM __penumbra_old_3_plan;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use 2_plan, plan" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM "2_plan") = (SELECT count(*) FROM __penumbra_old_2_plan)
    AND (SELECT count(*) FROM "plan") = (SELECT count(*) FROM __penumbra_old_3_plan)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_2_plan')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_3_plan')) = 2;
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_3_plan;
DROP TABLE __penumbra_old_2_plan;

RELEASE penumbra;
