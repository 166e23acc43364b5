-- warning[lint/check-on-existing]: Add CHECK (x >= 0) to "a": the migration stops if a row violates it
-- warning[lint/check-on-existing]: Add CHECK (x >= 0) to "b": the migration stops if a row violates it

SAVEPOINT penumbra;

-- Drop trigger "b_added", which is recreated below
DROP TRIGGER b_added;

-- Drop trigger "a_added", which is recreated below
DROP TRIGGER a_added;

-- Add CHECK (x >= 0) to "a": SQLite can only do this by rebuilding the table
ALTER TABLE a RENAME TO __penumbra_old_a;
CREATE TABLE a (x INTEGER CHECK (x >= 0));
INSERT INTO a (rowid, x) SELECT rowid, x FROM __penumbra_old_a;

-- Add CHECK (x >= 0) to "b": SQLite can only do this by rebuilding the table
ALTER TABLE b RENAME TO __penumbra_old_b;
CREATE TABLE b (x INTEGER CHECK (x >= 0));
INSERT INTO b (rowid, x) SELECT rowid, x FROM __penumbra_old_b;

-- Recreate trigger "a_added"
CREATE TRIGGER a_added AFTER INSERT ON a WHEN NEW.x > 0 BEGIN INSERT INTO b VALUES (NEW.x - 1); END;

-- Recreate trigger "b_added"
CREATE TRIGGER b_added AFTER INSERT ON b WHEN NEW.x > 0 BEGIN INSERT INTO a VALUES (NEW.x - 1); END;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use a, b" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM a) = (SELECT count(*) FROM __penumbra_old_a)
    AND (SELECT count(*) FROM b) = (SELECT count(*) FROM __penumbra_old_b)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_a')) = 1
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_b')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_b;
DROP TABLE __penumbra_old_a;

RELEASE penumbra;
