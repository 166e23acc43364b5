-- warning[lint/unique-on-existing]: Add UNIQUE (email) ON CONFLICT ROLLBACK to "people": the migration stops if two rows have the same values there
-- warning[lint/check-on-existing]: Add CHECK (minutes > 0) to "visits": the migration stops if a row violates it

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add UNIQUE (email) ON CONFLICT ROLLBACK to "people": SQLite can only do this by rebuilding the table
ALTER TABLE people RENAME TO __penumbra_old_people;
CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT UNIQUE ON CONFLICT ROLLBACK);
INSERT OR ABORT INTO people (id, email) SELECT id, email FROM __penumbra_old_people;

-- Add CHECK (minutes > 0) to "visits": SQLite can only do this by rebuilding the table
ALTER TABLE visits RENAME TO __penumbra_old_visits;
CREATE TABLE visits (
  id INTEGER PRIMARY KEY,
  room_id INTEGER REFERENCES rooms (id),
  minutes INTEGER CHECK (minutes > 0)
);
INSERT INTO visits (id, room_id, minutes) SELECT id, room_id, minutes FROM __penumbra_old_visits;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use people, visits" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM people) = (SELECT count(*) FROM __penumbra_old_people)
    AND (SELECT count(*) FROM visits) = (SELECT count(*) FROM __penumbra_old_visits)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_people')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_visits')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_visits;
DROP TABLE __penumbra_old_people;

RELEASE penumbra;
