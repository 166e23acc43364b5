-- note[lint/number-to-text]: Change the type (NUMERIC → TEXT) of column "k" of "c": numbers become texts: 7 becomes '7'
-- note[lint/number-to-text]: Change the type (NUMERIC → TEXT) of column "k" of "p": numbers become texts: 7 becomes '7'

-- Change the type (NUMERIC → TEXT) of column "k" of "p"
-- Change the type (NUMERIC → TEXT) of column "k" of "c"
-- SQLite cannot do this in place: rebuild "p", "c"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_p (k TEXT PRIMARY KEY);
CREATE TABLE __penumbra_new_c (k TEXT REFERENCES __penumbra_new_p ON UPDATE CASCADE);
INSERT OR ABORT INTO __penumbra_new_p (rowid, k) SELECT rowid, k FROM p;
INSERT OR ABORT INTO __penumbra_new_c (rowid, k) SELECT rowid, k FROM c;
DROP TABLE c;
DROP TABLE p;
ALTER TABLE __penumbra_new_p RENAME TO p;
ALTER TABLE __penumbra_new_c RENAME TO c;
RELEASE penumbra_rebuild;
