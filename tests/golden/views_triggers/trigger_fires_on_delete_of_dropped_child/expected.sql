-- penumbra: allow data-loss:a

-- Drop FOREIGN KEY (a_id) REFERENCES a (id) ON DELETE SET NULL of "b"
-- Drop table "a"
-- SQLite cannot do this in place: rebuild "b"
CREATE TABLE __penumbra_new_b (id INTEGER PRIMARY KEY, a_id INTEGER);
INSERT OR ABORT INTO __penumbra_new_b (id, a_id) SELECT id, a_id FROM b;
DROP TABLE b;
DROP TABLE a;
ALTER TABLE __penumbra_new_b RENAME TO b;

-- Restore trigger "b_changed"
CREATE TRIGGER b_changed AFTER UPDATE ON b BEGIN INSERT INTO log VALUES ('changed'); END;
