-- Change the order of the columns of "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (b TEXT, id INTEGER PRIMARY KEY, a TEXT);
INSERT OR ABORT INTO __penumbra_new_t (b, id, a) SELECT b, id, a FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
