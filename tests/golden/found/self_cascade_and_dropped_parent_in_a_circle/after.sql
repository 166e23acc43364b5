CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES folders (id) ON DELETE CASCADE,
  owner_id INTEGER
);
