SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add column "name" to "nodes"
-- Add UNIQUE (name) to "nodes"
-- SQLite can only do this by rebuilding the table
ALTER TABLE nodes RENAME TO __penumbra_old_nodes;
CREATE TABLE nodes (
  code TEXT PRIMARY KEY,
  up TEXT NOT NULL REFERENCES nodes ON DELETE SET NULL,
  name TEXT UNIQUE
);
CREATE INDEX __penumbra_key_nodes_up ON nodes (up);
INSERT INTO nodes (rowid, code, up) SELECT rowid, code, up FROM __penumbra_old_nodes;
DROP INDEX __penumbra_key_nodes_up;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use nodes" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM nodes) = (SELECT count(*) FROM __penumbra_old_nodes)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_nodes')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_nodes_up ON __penumbra_old_nodes (up);
UPDATE __penumbra_old_nodes SET up = hex(randomblob(16));
DROP TABLE __penumbra_old_nodes;

RELEASE penumbra;
