-- Change RANDOM ROWID of "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (a TEXT) RANDOM ROWID;
INSERT OR ABORT INTO __penumbra_new_t (rowid, a) SELECT rowid, a FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
