-- Add column "a" to "t"
-- Add column "b" to "t"
-- Add column "c" to "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id INTEGER PRIMARY KEY, a INTEGER NOT NULL DEFAULT FALSE, b TEXT DEFAULT current_date, c TEXT DEFAULT hello);
INSERT OR ABORT INTO __penumbra_new_t (id) SELECT id FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
