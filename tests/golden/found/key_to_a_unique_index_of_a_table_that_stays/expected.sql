-- warning[lint/check-on-existing]: Add CHECK (country <> '') to "places": the migration stops if a row violates it

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add CHECK (country <> '') to "places": SQLite can only do this by rebuilding the table
ALTER TABLE places RENAME TO __penumbra_old_places;
CREATE TABLE places (id INTEGER PRIMARY KEY, country TEXT REFERENCES countries (code) CHECK (country <> ''));
INSERT INTO places (id, country) SELECT id, country FROM __penumbra_old_places;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use places" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM places) = (SELECT count(*) FROM __penumbra_old_places)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_places')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_places;

RELEASE penumbra;
