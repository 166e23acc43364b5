-- Add column "twice" to "t"
-- Add column "a" to "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id INTEGER PRIMARY KEY, twice INTEGER AS (a * 2), a INTEGER);
INSERT OR ABORT INTO __penumbra_new_t (id) SELECT id FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
