CREATE TABLE logs (at INTEGER, number TEXT CHECK (number <> ''), ROWID TEXT);
CREATE TRIGGER logs_added AFTER INSERT ON logs BEGIN
  UPDATE logs SET at = 0 WHERE number = new.number AND at IS NULL;
END;
