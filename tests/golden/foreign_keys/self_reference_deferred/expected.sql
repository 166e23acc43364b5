-- warning[lint/unique-on-existing]: Add UNIQUE (name) to "nodes": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of nodes hold the same name
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of nodes hold the same name" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM nodes WHERE name IS NOT NULL GROUP BY name HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Add UNIQUE (name) to "nodes"
-- SQLite cannot do this in place: rebuild "nodes"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_nodes (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES __penumbra_new_nodes (id) DEFERRABLE INITIALLY DEFERRED, name TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_nodes (id, parent_id, name)
  SELECT id, parent_id, name FROM nodes;
DROP TABLE nodes;
ALTER TABLE __penumbra_new_nodes RENAME TO nodes;
RELEASE penumbra_rebuild;
