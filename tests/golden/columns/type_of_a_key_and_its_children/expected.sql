-- Change the type (NUMERIC → TEXT) of column "k" of "p"
-- Change the type (NUMERIC → TEXT) of column "k" of "c"
-- SQLite cannot do this in place: rebuild "p", "c"
CREATE TABLE __penumbra_new_p (k TEXT PRIMARY KEY);
CREATE TABLE __penumbra_new_c (k TEXT REFERENCES __penumbra_new_p ON UPDATE CASCADE);
INSERT OR ABORT INTO __penumbra_new_p (rowid, k) SELECT rowid, k FROM p;
INSERT OR ABORT INTO __penumbra_new_c (rowid, k) SELECT rowid, k FROM c;
DROP TABLE c;
DROP TABLE p;
ALTER TABLE __penumbra_new_p RENAME TO p;
ALTER TABLE __penumbra_new_c RENAME TO c;
