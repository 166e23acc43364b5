-- Change the default (none → 'x') of column "a" of "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'x');
INSERT OR ABORT INTO __penumbra_new_t (id, a) SELECT id, a FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;

-- Restore index "i"
CREATE INDEX i ON t (a);

-- Restore trigger "t"
CREATE TRIGGER t AFTER INSERT ON t BEGIN SELECT 1; END;
