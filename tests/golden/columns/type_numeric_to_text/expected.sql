-- note[lint/number-to-text]: Change the type (DATETIME → TEXT) of column "at" of "p": numbers become texts: 7 becomes '7'

-- Change the type (DATETIME → TEXT) of column "at" of "p"
-- SQLite cannot do this in place: rebuild "p"
CREATE TABLE __penumbra_new_p (id INTEGER PRIMARY KEY, at TEXT);
INSERT OR ABORT INTO __penumbra_new_p (id, at) SELECT id, at FROM p;
DROP TABLE p;
ALTER TABLE __penumbra_new_p RENAME TO p;
