CREATE TABLE logs (at INTEGER, RowId TEXT CHECK (rowid <> ''), _rowid_ TEXT);
CREATE TRIGGER logs_added AFTER INSERT ON logs BEGIN
  UPDATE logs SET at = 0 WHERE rowid = new.rowid AND at IS NULL;
END;
