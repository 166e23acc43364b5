-- penumbra: allow data-loss

-- Drop column "a" of "t"
-- Add column "b" to "t"
-- Add column "c" to "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (b AS ('x'), c TEXT);
INSERT OR ABORT INTO __penumbra_new_t (rowid) SELECT rowid FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
