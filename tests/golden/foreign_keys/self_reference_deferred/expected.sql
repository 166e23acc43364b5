-- warning[lint/unique-on-existing]: Add UNIQUE (name) to "nodes": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add UNIQUE (name) to "nodes": SQLite can only do this by rebuilding the table
ALTER TABLE nodes RENAME TO __penumbra_old_nodes;
CREATE TABLE nodes (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES nodes (id) DEFERRABLE INITIALLY DEFERRED, name TEXT UNIQUE);
CREATE INDEX __penumbra_key_nodes_parent_id ON nodes (parent_id);
INSERT INTO nodes (id, parent_id, name) SELECT id, parent_id, name FROM __penumbra_old_nodes;
DROP INDEX __penumbra_key_nodes_parent_id;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use nodes" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM nodes) = (SELECT count(*) FROM __penumbra_old_nodes)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_nodes')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_nodes_parent_id ON __penumbra_old_nodes (parent_id);
DROP TABLE __penumbra_old_nodes;

RELEASE penumbra;
