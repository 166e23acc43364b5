-- warning[lint/check-on-existing]: Add CHECK (name <> '') to "parents": the migration stops if a row violates it

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add CHECK (name <> '') to "parents": SQLite can only do this by rebuilding the table
-- "children" references "parents", so it is rebuilt too
ALTER TABLE parents RENAME TO __penumbra_old_parents;
ALTER TABLE children RENAME TO __penumbra_old_children;
CREATE TABLE parents (id INTEGER PRIMARY KEY, name TEXT CHECK (name <> ''));
CREATE TABLE children (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES parents (id) ON DELETE CASCADE,
  doubled INTEGER /* computed */ GENERATED ALWAYS AS (id * 2)
);
INSERT INTO parents (id, name) SELECT id, name FROM __penumbra_old_parents;
INSERT INTO children (id, parent_id) SELECT id, parent_id FROM __penumbra_old_children;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use parents, children" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM parents) = (SELECT count(*) FROM __penumbra_old_parents)
    AND (SELECT count(*) FROM children) = (SELECT count(*) FROM __penumbra_old_children)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_parents')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_children') WHERE lower(name) NOT IN ('doubled')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_children;
DROP TABLE __penumbra_old_parents;

RELEASE penumbra;
