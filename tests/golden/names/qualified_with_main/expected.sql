-- note[lint/null-to-default]: Change the default (none → 3) of column "a" of "t" and make it NOT NULL: NULL becomes 3

-- Make room: view "v" comes back below, changed
DROP VIEW v;

-- Change the default (none → 3) of column "a" of "t" and make it NOT NULL
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (a INTEGER NOT NULL DEFAULT 3);
INSERT OR ABORT INTO __penumbra_new_t (rowid, a) SELECT rowid, coalesce(a, 3) FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;

-- Change index "i"
CREATE INDEX i ON t (a DESC);

-- Change view "v"
CREATE VIEW v AS SELECT a, 1 AS one FROM main.t;
