-- warning[lint/data-loss]: The migration drops column "RowId" of "logs" and its data

-- Drops logs.RowId and its data: "penumbra check" fails until it is allowed

SAVEPOINT penumbra;

-- Drop column "RowId" of "logs": SQLite can only do this by rebuilding the table
ALTER TABLE logs RENAME TO __penumbra_old_logs;
CREATE TABLE logs (at INTEGER);
INSERT INTO logs (rowid, at) SELECT _rowid_, at FROM __penumbra_old_logs;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use logs" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM logs) = (SELECT count(*) FROM __penumbra_old_logs)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_logs') WHERE lower(name) NOT IN ('rowid')) = 1
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_logs;

RELEASE penumbra;
