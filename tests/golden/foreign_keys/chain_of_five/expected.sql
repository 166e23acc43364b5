-- warning[lint/check-on-existing]: Add CHECK (x <> '') to "a": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of a fails CHECK (x <> '')
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of a fails CHECK (x <> '')" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM a WHERE NOT (x <> ''));
DROP TABLE __penumbra_gate;

-- Add CHECK (x <> '') to "a"
-- SQLite cannot do this in place: rebuild "a"
-- Rows of "b", "c", "d", "e" point there, so these go along
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_a (id INTEGER PRIMARY KEY, x TEXT CHECK (x <> ''));
CREATE TABLE __penumbra_new_b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES __penumbra_new_a ON DELETE CASCADE);
CREATE TABLE __penumbra_new_c (id INTEGER PRIMARY KEY, b INTEGER REFERENCES __penumbra_new_b ON DELETE SET NULL);
CREATE TABLE __penumbra_new_d (id INTEGER PRIMARY KEY, c INTEGER REFERENCES __penumbra_new_c ON DELETE RESTRICT);
CREATE TABLE __penumbra_new_e (id INTEGER PRIMARY KEY, d INTEGER REFERENCES __penumbra_new_d, e INTEGER REFERENCES __penumbra_new_e ON DELETE CASCADE);
INSERT OR ABORT INTO __penumbra_new_a (id, x) SELECT id, x FROM a;
INSERT OR ABORT INTO __penumbra_new_b (id, a) SELECT id, a FROM b;
INSERT OR ABORT INTO __penumbra_new_c (id, b) SELECT id, b FROM c;
INSERT OR ABORT INTO __penumbra_new_d (id, c) SELECT id, c FROM d;
INSERT OR ABORT INTO __penumbra_new_e (id, d, e) SELECT id, d, e FROM e;
DROP TABLE e;
DROP TABLE d;
DROP TABLE c;
DROP TABLE b;
DROP TABLE a;
ALTER TABLE __penumbra_new_a RENAME TO a;
ALTER TABLE __penumbra_new_b RENAME TO b;
ALTER TABLE __penumbra_new_c RENAME TO c;
ALTER TABLE __penumbra_new_d RENAME TO d;
ALTER TABLE __penumbra_new_e RENAME TO e;
RELEASE penumbra_rebuild;
