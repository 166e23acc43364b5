-- warning[lint/check-on-existing]: Add CHECK (age > 0) to "people": the migration stops if a row violates it
-- warning[lint/foreign-key-on-existing]: Add FOREIGN KEY (lead_id) REFERENCES people (id) to "teams": the migration stops if a row has no parent

SAVEPOINT penumbra;

-- Existing orphan rows are kept: foreign keys are checked at the end
PRAGMA defer_foreign_keys = ON;

-- Stop here, with nothing changed, if teams.lead_id is there already
CREATE TABLE __penumbra_gate (
  check_1 CONSTRAINT "teams.lead_id is there already" CHECK (check_1),
  check_2 CONSTRAINT "teams.lead_id has values without a parent row" CHECK (check_2),
  arrived CONSTRAINT "rows or unknown columns are missing, or unknown objects use people" CHECK (arrived)
);
INSERT INTO __penumbra_gate (check_1)
  SELECT NOT EXISTS (SELECT 1 FROM pragma_table_xinfo('teams') WHERE lower(name) = 'lead_id');

-- Add CHECK (age > 0) to "people": SQLite can only do this by rebuilding the table
ALTER TABLE people RENAME TO __penumbra_old_people;
CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  team_id INTEGER REFERENCES teams (id),
  age INTEGER CHECK (age > 0)
);
INSERT INTO people (id, team_id, age) SELECT id, team_id, age FROM __penumbra_old_people;

-- Add column "lead_id" to "teams"
-- Add FOREIGN KEY (lead_id) REFERENCES people (id) to "teams"
ALTER TABLE teams ADD COLUMN lead_id INTEGER REFERENCES people (id);
UPDATE teams SET lead_id = (SELECT max(people.id) FROM people WHERE people.team_id = teams.id);

-- Create index "teams_lead"
CREATE INDEX teams_lead ON teams (lead_id);

-- Stop here, with nothing changed, if teams.lead_id has values without a parent row
INSERT INTO __penumbra_gate (check_2)
  SELECT NOT EXISTS (SELECT 1 FROM teams WHERE lead_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM people WHERE people.id = teams.lead_id));

-- Nothing is dropped unless every row arrived
INSERT INTO __penumbra_gate (arrived) SELECT 1
  WHERE (SELECT count(*) FROM people) = (SELECT count(*) FROM __penumbra_old_people)
    AND (SELECT count(*) FROM pragma_table_xinfo('__penumbra_old_people')) = 3
    AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) >= 3 FROM __penumbra_gate;
DROP TABLE __penumbra_gate;
DROP TABLE __penumbra_old_people;

RELEASE penumbra;
