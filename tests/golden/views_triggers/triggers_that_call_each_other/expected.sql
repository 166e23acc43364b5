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
