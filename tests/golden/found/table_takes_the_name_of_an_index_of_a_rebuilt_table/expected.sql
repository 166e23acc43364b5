-- warning[lint/check-on-existing]: Add CHECK (age > 0) to "people": the migration stops if a row violates it

SAVEPOINT penumbra;

-- Add CHECK (age > 0) to "people": SQLite can only do this by rebuilding the table
ALTER TABLE people RENAME TO __penumbra_old_people;
DROP INDEX notes;

-- Rename table "drafts" to "notes"
ALTER TABLE drafts RENAME TO notes;
CREATE TABLE people (id INTEGER PRIMARY KEY, age INTEGER CHECK (age > 0));
INSERT INTO people (id, age) SELECT id, age FROM __penumbra_old_people;

-- Nothing is dropped unless every row arrived
CREATE TABLE __penumbra_gate (arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use people" CHECK (arrived));
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM people) = (SELECT count(*) FROM __penumbra_old_people)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_people')) = 2
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_people;

RELEASE penumbra;
