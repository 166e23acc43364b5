CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  parent INTEGER REFERENCES folders (id) ON DELETE SET NULL,
  label TEXT
);

CREATE UNIQUE INDEX folders_parent ON folders (coalesce(parent, 0), label);
