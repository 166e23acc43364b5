-- warning[lint/null-to-not-null]: Make column "name" of "nodes" NOT NULL: the migration stops if a row holds NULL there

-- Stop here, with nothing changed, if nodes.name holds NULL
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "nodes.name holds NULL" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM nodes WHERE name IS NULL);
DROP TABLE __penumbra_gate;

-- Make column "name" of "nodes" NOT NULL
-- SQLite cannot do this in place: rebuild "nodes"
-- Rows point around in a circle: keys are checked at the end
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_nodes (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES __penumbra_new_nodes (id) ON DELETE RESTRICT, name TEXT NOT NULL);
INSERT OR ABORT INTO __penumbra_new_nodes (id, parent_id, name)
  SELECT id, parent_id, name FROM nodes;
DROP TABLE nodes;
ALTER TABLE __penumbra_new_nodes RENAME TO nodes;
