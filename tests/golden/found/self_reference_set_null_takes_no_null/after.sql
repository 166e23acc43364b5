CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  name TEXT CHECK (name <> ''),
  parent_id INTEGER NOT NULL REFERENCES folders (id) ON DELETE SET NULL
);
