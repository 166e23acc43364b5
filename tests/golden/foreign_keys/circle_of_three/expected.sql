-- warning[lint/unique-on-existing]: Add UNIQUE (note) to "a": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of a hold the same note
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of a hold the same note" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM a WHERE note IS NOT NULL GROUP BY note HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Add UNIQUE (note) to "a"
-- SQLite cannot do this in place: rebuild "a"
-- Rows of "b", "c", "outside" point there, so these go along
-- Rows point around in a circle: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_a (id INTEGER PRIMARY KEY, b_id INTEGER NOT NULL REFERENCES __penumbra_new_b (id), note TEXT UNIQUE);
CREATE TABLE __penumbra_new_b (id INTEGER PRIMARY KEY, c_id INTEGER NOT NULL REFERENCES __penumbra_new_c (id) ON DELETE CASCADE);
CREATE TABLE __penumbra_new_c (id INTEGER PRIMARY KEY, a_id INTEGER NOT NULL REFERENCES __penumbra_new_a (id) ON DELETE RESTRICT);
CREATE TABLE __penumbra_new_outside (id INTEGER PRIMARY KEY, c_id INTEGER REFERENCES __penumbra_new_c (id) ON DELETE CASCADE);
INSERT OR ABORT INTO __penumbra_new_a (id, b_id, note) SELECT id, b_id, note FROM a;
INSERT OR ABORT INTO __penumbra_new_b (id, c_id) SELECT id, c_id FROM b;
INSERT OR ABORT INTO __penumbra_new_c (id, a_id) SELECT id, a_id FROM c;
INSERT OR ABORT INTO __penumbra_new_outside (id, c_id) SELECT id, c_id FROM outside;
DROP TABLE outside;
DROP TABLE a;
DROP TABLE b;
DROP TABLE c;
ALTER TABLE __penumbra_new_a RENAME TO a;
ALTER TABLE __penumbra_new_b RENAME TO b;
ALTER TABLE __penumbra_new_c RENAME TO c;
ALTER TABLE __penumbra_new_outside RENAME TO outside;
RELEASE penumbra_rebuild;
