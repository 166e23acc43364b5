SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Drop index "countries_code"
DROP INDEX countries_code;

-- Drop FOREIGN KEY (country) REFERENCES countries (code) of "places"
-- SQLite can only do this by rebuilding the table
ALTER TABLE places RENAME TO __penumbra_old_places;
CREATE TABLE places (
  id INTEGER PRIMARY KEY,
  parent INTEGER REFERENCES places ON DELETE CASCADE,
  country TEXT
);
CREATE UNIQUE INDEX __penumbra_key_countries_code ON countries (code);
CREATE INDEX __penumbra_key_places_parent ON places (parent);
INSERT INTO places (id, parent, country) SELECT id, parent, country FROM __penumbra_old_places;
DROP INDEX __penumbra_key_places_parent;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use places" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM places) = (SELECT count(*) FROM __penumbra_old_places)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_places')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_places_parent ON __penumbra_old_places (parent);
UPDATE __penumbra_old_places SET parent = NULL;
DROP TABLE __penumbra_old_places;
DROP INDEX __penumbra_key_countries_code;

RELEASE penumbra;
