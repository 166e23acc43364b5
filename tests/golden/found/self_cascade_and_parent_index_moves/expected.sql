-- warning[lint/check-on-existing]: Add CHECK (code <> '') to "countries": the migration stops if a row violates it

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add CHECK (code <> '') to "countries": SQLite can only do this by rebuilding the table
-- "places" references "countries", so it is rebuilt too
ALTER TABLE countries RENAME TO __penumbra_old_countries;
ALTER TABLE places RENAME TO __penumbra_old_places;
DROP INDEX countries_code;
CREATE TABLE countries (id INTEGER, code TEXT CHECK (code <> ''));
CREATE TABLE places (
  id INTEGER PRIMARY KEY,
  part_of INTEGER REFERENCES places (id) ON DELETE CASCADE,
  country TEXT REFERENCES countries (code)
);
CREATE UNIQUE INDEX __penumbra_key___penumbra_old_countries_code ON __penumbra_old_countries (code);
CREATE INDEX __penumbra_key_places_part_of ON places (part_of);
CREATE UNIQUE INDEX countries_code ON countries (code);
INSERT INTO countries (rowid, id, code) SELECT rowid, id, code FROM __penumbra_old_countries;
INSERT INTO places (id, part_of, country) SELECT id, part_of, country FROM __penumbra_old_places;
DROP INDEX __penumbra_key_places_part_of;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use countries, places" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM countries) = (SELECT count(*) FROM __penumbra_old_countries)
    AND (SELECT count(*) FROM places) = (SELECT count(*) FROM __penumbra_old_places)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_countries')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_places')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
CREATE INDEX __penumbra_key___penumbra_old_places_part_of ON __penumbra_old_places (part_of);
UPDATE __penumbra_old_places SET part_of = NULL;
DROP TABLE __penumbra_old_places;
DROP TABLE __penumbra_old_countries;

RELEASE penumbra;
