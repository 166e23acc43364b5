-- note[lint/null-to-default]: Change the default (none → '') of column "a" of "copy" and make it NOT NULL: NULL becomes ''

-- Change the default (none → '') of column "a" of "copy" and make it NOT NULL
-- SQLite cannot do this in place: rebuild "copy"
CREATE TABLE __penumbra_new_copy (a TEXT NOT NULL DEFAULT '', b INT);
INSERT OR ABORT INTO __penumbra_new_copy (rowid, a, b) SELECT rowid, coalesce(a, ''), b FROM copy;
DROP TABLE copy;
ALTER TABLE __penumbra_new_copy RENAME TO copy;
