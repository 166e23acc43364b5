-- Change NOT NULL (may be NULL → NOT NULL) and the default (none → '') of column "x" of "a"
-- Change NOT NULL (may be NULL → NOT NULL) and the default (none → '') of column "x" of "b"
-- SQLite cannot do this in place: rebuild "a", "b"
CREATE TABLE __penumbra_new_a (id INTEGER PRIMARY KEY, x TEXT NOT NULL DEFAULT '');
CREATE TABLE __penumbra_new_b (id INTEGER PRIMARY KEY, x TEXT NOT NULL DEFAULT '');
INSERT OR ABORT INTO __penumbra_new_a (id, x) SELECT id, coalesce(x, '') FROM a;
INSERT OR ABORT INTO __penumbra_new_b (id, x) SELECT id, coalesce(x, '') FROM b;
DROP TABLE b;
DROP TABLE a;
ALTER TABLE __penumbra_new_a RENAME TO a;
ALTER TABLE __penumbra_new_b RENAME TO b;
