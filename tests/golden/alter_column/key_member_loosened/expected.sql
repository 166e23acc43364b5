-- Let column "a" of "t" be NULL
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (a TEXT, b TEXT, PRIMARY KEY (a));
INSERT OR ABORT INTO __penumbra_new_t (rowid, a, b) SELECT rowid, a, b FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
