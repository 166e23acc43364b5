-- Change NOT NULL (may be NULL → NOT NULL) and the default (none → '') of column "a" of "copy"
-- SQLite cannot do this in place: rebuild "copy"
CREATE TABLE __penumbra_new_copy (a TEXT NOT NULL DEFAULT '', b INT);
INSERT OR ABORT INTO __penumbra_new_copy (rowid, a, b) SELECT rowid, coalesce(a, ''), b FROM copy;
DROP TABLE copy;
ALTER TABLE __penumbra_new_copy RENAME TO copy;
