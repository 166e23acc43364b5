CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT, lead_id INTEGER REFERENCES people (id));
CREATE INDEX teams_lead ON teams (lead_id);
CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  team_id INTEGER REFERENCES teams (id),
  age INTEGER CHECK (age > 0)
);
