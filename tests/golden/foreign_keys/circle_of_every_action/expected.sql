-- Add column "n" to "a"
-- Add UNIQUE (n) to "a"
-- SQLite cannot do this in place: rebuild "a"
-- Rows of "b", "c", "d", "e" point there, so these go along
-- Rows point around in a circle: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_a (id INTEGER PRIMARY KEY, d INTEGER REFERENCES __penumbra_new_d ON DELETE CASCADE, n TEXT UNIQUE);
CREATE TABLE __penumbra_new_b (id INTEGER PRIMARY KEY, a INTEGER NOT NULL REFERENCES __penumbra_new_a ON DELETE CASCADE, b INTEGER REFERENCES __penumbra_new_b ON DELETE CASCADE);
CREATE TABLE __penumbra_new_c (id INTEGER PRIMARY KEY, b INTEGER NOT NULL REFERENCES __penumbra_new_b ON DELETE CASCADE, a INTEGER REFERENCES __penumbra_new_a ON DELETE SET NULL);
CREATE TABLE __penumbra_new_d (id INTEGER PRIMARY KEY, c INTEGER REFERENCES __penumbra_new_c ON DELETE SET NULL);
CREATE TABLE __penumbra_new_e (id INTEGER PRIMARY KEY, d INTEGER REFERENCES __penumbra_new_d ON DELETE SET DEFAULT DEFERRABLE INITIALLY DEFERRED, c INTEGER DEFAULT 1 REFERENCES __penumbra_new_c ON DELETE SET DEFAULT);
INSERT OR ABORT INTO __penumbra_new_a (id, d) SELECT id, d FROM a;
INSERT OR ABORT INTO __penumbra_new_b (id, a, b) SELECT id, a, b FROM b;
INSERT OR ABORT INTO __penumbra_new_c (id, b, a) SELECT id, b, a FROM c;
INSERT OR ABORT INTO __penumbra_new_d (id, c) SELECT id, c FROM d;
INSERT OR ABORT INTO __penumbra_new_e (id, d, c) SELECT id, d, c FROM e;
DROP TABLE e;
DROP TABLE b;
DROP TABLE a;
DROP TABLE c;
DROP TABLE d;
ALTER TABLE __penumbra_new_a RENAME TO a;
ALTER TABLE __penumbra_new_b RENAME TO b;
ALTER TABLE __penumbra_new_c RENAME TO c;
ALTER TABLE __penumbra_new_d RENAME TO d;
ALTER TABLE __penumbra_new_e RENAME TO e;
RELEASE penumbra_rebuild;
