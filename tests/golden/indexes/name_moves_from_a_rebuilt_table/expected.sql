-- Not proven with rows, since none could be made for: c

-- Make room: index "by_x" comes back below, changed
DROP INDEX by_x;

-- Add CHECK (x <> '') to "a"
-- Add CHECK (x <> '') to "b"
-- SQLite cannot do this in place: rebuild "a", "b"
-- Rows of "c" point there, so these go along
CREATE TABLE __penumbra_new_a (id INTEGER PRIMARY KEY, x TEXT CHECK (x <> ''));
CREATE TABLE __penumbra_new_b (id INTEGER PRIMARY KEY, x TEXT CHECK (x <> ''));
CREATE TABLE __penumbra_new_c (x TEXT REFERENCES __penumbra_new_b (x));
CREATE UNIQUE INDEX by_x ON __penumbra_new_b (x);
INSERT OR ABORT INTO __penumbra_new_a (id, x) SELECT id, x FROM a;
INSERT OR ABORT INTO __penumbra_new_b (id, x) SELECT id, x FROM b;
INSERT OR ABORT INTO __penumbra_new_c (rowid, x) SELECT rowid, x FROM c;
DROP TABLE c;
DROP TABLE b;
DROP TABLE a;
ALTER TABLE __penumbra_new_a RENAME TO a;
ALTER TABLE __penumbra_new_b RENAME TO b;
ALTER TABLE __penumbra_new_c RENAME TO c;
