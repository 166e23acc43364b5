-- warning[lint/unique-on-existing]: Add UNIQUE (name) to "people": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Add UNIQUE (name) to "people": SQLite can only do this by rebuilding the table
-- "letters" references "people", so it is rebuilt too
ALTER TABLE people RENAME TO __penumbra_old_people;
ALTER TABLE letters RENAME TO __penumbra_old_letters;
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE letters (
  id INTEGER PRIMARY KEY,
  sender INTEGER REFERENCES people ON DELETE CASCADE,
  receiver INTEGER REFERENCES people ON DELETE SET NULL
);
INSERT INTO people (id, name) SELECT id, name FROM __penumbra_old_people;
INSERT INTO letters (id, sender, receiver) SELECT id, sender, receiver FROM __penumbra_old_letters;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use people, letters" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM people) = (SELECT count(*) FROM __penumbra_old_people)
    AND (SELECT count(*) FROM letters) = (SELECT count(*) FROM __penumbra_old_letters)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_people')) = 2
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_letters')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_letters;
DROP TABLE __penumbra_old_people;

RELEASE penumbra;
