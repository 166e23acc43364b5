SAVEPOINT penumbra;

-- Drop CHECK (st IN ('queued', 'done')) of "s"
-- Add CHECK (st IN ('queued', 'done', 'lost')) to "s"
-- SQLite can only do this by rebuilding the table
ALTER TABLE s RENAME TO __penumbra_old_s;
CREATE TABLE s (id INTEGER PRIMARY KEY, st TEXT DEFAULT "queued" CHECK (st IN ('queued', 'done', 'lost')));
INSERT INTO s (id, st) SELECT id, st FROM __penumbra_old_s;

-- Create index "lost"
CREATE INDEX lost ON s (st) WHERE st = 'lost';

-- Create view "v"
CREATE VIEW v AS SELECT 'it''s' AS word FROM s;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use s" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM s) = (SELECT count(*) FROM __penumbra_old_s)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_s')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_s;

RELEASE penumbra;
