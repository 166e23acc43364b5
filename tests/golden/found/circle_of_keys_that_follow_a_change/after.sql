CREATE TABLE teams (
  name TEXT PRIMARY KEY,
  lead TEXT UNIQUE REFERENCES teams (name) ON DELETE SET NULL,
  owner TEXT REFERENCES teams (lead) ON UPDATE CASCADE,
  FOREIGN KEY (owner) REFERENCES people (id)
);

CREATE TABLE people (
  id TEXT PRIMARY KEY,
  team BLOB REFERENCES teams (name)
);
