-- Change WITHOUT ROWID of "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id TEXT PRIMARY KEY, a INT) WITHOUT ROWID, STRICT;
INSERT OR ABORT INTO __penumbra_new_t (id, a) SELECT id, a FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
