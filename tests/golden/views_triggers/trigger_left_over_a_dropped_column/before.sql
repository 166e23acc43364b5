-- The trigger would break at its next run, and the column is gone: this must be said, not written.
CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER);
CREATE TRIGGER t_changed AFTER UPDATE OF b ON t BEGIN SELECT 1; END;
