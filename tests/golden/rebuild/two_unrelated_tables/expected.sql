-- note[lint/null-to-default]: Change the default (none → '') of column "x" of "a" and make it NOT NULL: NULL becomes ''
-- note[lint/null-to-default]: Change the default (none → '') of column "x" of "b" and make it NOT NULL: NULL becomes ''

-- Change the default (none → '') of column "x" of "a" and make it NOT NULL
-- SQLite cannot do this in place: rebuild "a"
CREATE TABLE __penumbra_new_a (id INTEGER PRIMARY KEY, x TEXT NOT NULL DEFAULT '');
INSERT OR ABORT INTO __penumbra_new_a (id, x) SELECT id, coalesce(x, '') FROM a;
DROP TABLE a;
ALTER TABLE __penumbra_new_a RENAME TO a;

-- Change the default (none → '') of column "x" of "b" and make it NOT NULL
-- SQLite cannot do this in place: rebuild "b"
CREATE TABLE __penumbra_new_b (id INTEGER PRIMARY KEY, x TEXT NOT NULL DEFAULT '');
INSERT OR ABORT INTO __penumbra_new_b (id, x) SELECT id, coalesce(x, '') FROM b;
DROP TABLE b;
ALTER TABLE __penumbra_new_b RENAME TO b;
