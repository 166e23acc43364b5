CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  name TEXT,
  initial INTEGER AS (substr(name, 1, 1))
) STRICT;
