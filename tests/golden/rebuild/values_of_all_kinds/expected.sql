-- Add column "g" to "t"
-- Add UNIQUE (g) to "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id INTEGER PRIMARY KEY, a, b TEXT, c BLOB, d REAL, e INTEGER, f NUMERIC, g TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_t (id, a, b, c, d, e, f) SELECT id, a, b, c, d, e, f FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
