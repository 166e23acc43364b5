-- warning[lint/check-on-existing]: Add CHECK (x <> '') to "a": the migration stops if a row does not pass it
-- warning[lint/check-on-existing]: Add CHECK (x <> '') to "b": the migration stops if a row does not pass it
-- warning[lint/unique-on-existing]: Change index "by_x": the migration stops if two rows hold the same there
-- warning[proof/no-rows]: Cannot prove the migration with rows of "c": none could be made that its constraints accept

-- Not proven with rows, since none could be made for: c

-- Stop here, with nothing changed, if a row of a fails CHECK (x <> '')
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of a fails CHECK (x <> '')" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM a WHERE NOT (x <> ''));
DROP TABLE __penumbra_gate;

-- Stop here, with nothing changed, if a row of b fails CHECK (x <> '')
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of b fails CHECK (x <> '')" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM b WHERE NOT (x <> ''));
DROP TABLE __penumbra_gate;

-- Stop here, with nothing changed, if two rows of b hold the same x
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of b hold the same x" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM b WHERE x IS NOT NULL GROUP BY x HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Make room: index "by_x" comes back below, changed
DROP INDEX by_x;

-- Add CHECK (x <> '') to "a"
-- Add CHECK (x <> '') to "b"
-- SQLite cannot do this in place: rebuild "a", "b"
-- Rows of "c" point there, so these go along
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
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
RELEASE penumbra_rebuild;
