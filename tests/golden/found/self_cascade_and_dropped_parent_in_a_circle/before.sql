CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES folders (id) ON DELETE CASCADE,
  owner_id INTEGER REFERENCES owners (id)
);

CREATE TABLE owners (
  id INTEGER PRIMARY KEY,
  home_id INTEGER REFERENCES folders (id)
);
