CREATE TABLE parents (id INTEGER PRIMARY KEY, name TEXT);

CREATE TABLE children (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES parents (id) ON DELETE CASCADE,
  doubled INTEGER /* computed */ GENERATED ALWAYS AS (id * 2)
);
