-- warning[lint/check-on-existing]: Add CHECK (name <> '') to "parents": the migration stops if a row does not pass it

-- Stop here, with nothing changed, if a row of parents fails CHECK (name <> '')
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "a row of parents fails CHECK (name <> '')" CHECK (ok));
INSERT INTO __penumbra_gate SELECT NOT EXISTS (SELECT 1 FROM parents WHERE NOT (name <> ''));
DROP TABLE __penumbra_gate;

-- Add CHECK (name <> '') to "parents"
-- SQLite cannot do this in place: rebuild "parents"
-- Rows of "children" point there, so these go along
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
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
RELEASE penumbra_rebuild;
