-- Add CHECK (name <> '') to "parents"
-- SQLite cannot do this in place: rebuild "parents"
-- Rows of "children" point there, so these go along
CREATE TABLE __penumbra_new_parents (id INTEGER PRIMARY KEY, name TEXT CHECK (name <> ''));
CREATE TABLE __penumbra_new_children (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES __penumbra_new_parents (id) ON DELETE CASCADE,
  doubled INTEGER /* computed */ GENERATED ALWAYS AS (id * 2)
);
INSERT OR ABORT INTO __penumbra_new_parents (id, name) SELECT id, name FROM parents;
INSERT OR ABORT INTO __penumbra_new_children (id, parent_id) SELECT id, parent_id FROM children;
DROP TABLE children;
DROP TABLE parents;
ALTER TABLE __penumbra_new_parents RENAME TO parents;
ALTER TABLE __penumbra_new_children RENAME TO children;
