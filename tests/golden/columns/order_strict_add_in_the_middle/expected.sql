-- Add column "a" to "t"
-- Change the order of the columns of "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
INSERT OR ABORT INTO __penumbra_new_t (id, b) SELECT id, b FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
