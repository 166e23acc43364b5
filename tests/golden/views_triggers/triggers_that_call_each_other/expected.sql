-- warning[lint/check-on-existing]: Add CHECK (x >= 0) to "a": the migration stops if a row does not pass it
-- warning[lint/check-on-existing]: Add CHECK (x >= 0) to "b": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of a fails CHECK (x >= 0)
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of a fails CHECK (x >= 0)" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM a WHERE NOT (x >= 0));
DROP TABLE __penumbra_gate;

-- Stop here, with nothing changed, if a row of b fails CHECK (x >= 0)
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of b fails CHECK (x >= 0)" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM b WHERE NOT (x >= 0));
DROP TABLE __penumbra_gate;

-- Make room: trigger "b_added" comes back below
DROP TRIGGER b_added;

-- Make room: trigger "a_added" comes back below
DROP TRIGGER a_added;

-- Add CHECK (x >= 0) to "a"
-- SQLite cannot do this in place: rebuild "a"
CREATE TABLE __penumbra_new_a (x INTEGER CHECK (x >= 0));
INSERT OR ABORT INTO __penumbra_new_a (rowid, x) SELECT rowid, x FROM a;
DROP TABLE a;
ALTER TABLE __penumbra_new_a RENAME TO a;

-- Add CHECK (x >= 0) to "b"
-- SQLite cannot do this in place: rebuild "b"
CREATE TABLE __penumbra_new_b (x INTEGER CHECK (x >= 0));
INSERT OR ABORT INTO __penumbra_new_b (rowid, x) SELECT rowid, x FROM b;
DROP TABLE b;
ALTER TABLE __penumbra_new_b RENAME TO b;

-- Restore trigger "a_added"
CREATE TRIGGER a_added AFTER INSERT ON a WHEN NEW.x > 0 BEGIN INSERT INTO b VALUES (NEW.x - 1); END;

-- Restore trigger "b_added"
CREATE TRIGGER b_added AFTER INSERT ON b WHEN NEW.x > 0 BEGIN INSERT INTO a VALUES (NEW.x - 1); END;
