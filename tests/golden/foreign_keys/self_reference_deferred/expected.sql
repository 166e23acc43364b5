-- Add UNIQUE (name) to "nodes"
-- SQLite cannot do this in place: rebuild "nodes"
CREATE TABLE __penumbra_new_nodes (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES __penumbra_new_nodes (id) DEFERRABLE INITIALLY DEFERRED, name TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_nodes (id, parent_id, name)
  SELECT id, parent_id, name FROM nodes;
DROP TABLE nodes;
ALTER TABLE __penumbra_new_nodes RENAME TO nodes;
