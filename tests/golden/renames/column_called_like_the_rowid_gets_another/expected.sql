SAVEPOINT penumbra;

-- Drop trigger "logs_added", which is recreated below
DROP TRIGGER logs_added;

-- Rename column "RowId" of "logs" to "number"
-- Rename column "_rowid_" of "logs" to "ROWID"
-- SQLite can only do this by rebuilding the table
ALTER TABLE logs RENAME TO __penumbra_old_logs;
CREATE TABLE logs (at INTEGER, number TEXT CHECK (number <> ''), ROWID TEXT);
INSERT INTO logs (_rowid_, at, number, ROWID)
  SELECT oid, at, RowId, _rowid_ FROM __penumbra_old_logs;

-- Recreate trigger "logs_added"
CREATE TRIGGER logs_added AFTER INSERT ON logs BEGIN
  UPDATE logs SET at = 0 WHERE number = new.number AND at IS NULL;
END;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use logs" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM logs) = (SELECT count(*) FROM __penumbra_old_logs)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_logs')) = 3
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_logs') WHERE lower(name) IN ('rowid', '_rowid_')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_logs;

RELEASE penumbra;
