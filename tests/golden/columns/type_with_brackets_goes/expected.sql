-- Change the type (TEXT [] → TEXT) of column "a" of "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (a TEXT DEFAULT '{}', b TEXT "");
INSERT OR ABORT INTO __penumbra_new_t (rowid, a, b) SELECT rowid, a, b FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
