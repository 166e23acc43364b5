CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  other_id INTEGER REFERENCES folders (id) ON DELETE SET NULL REFERENCES owners (id)
);

CREATE TABLE owners (
  id INTEGER PRIMARY KEY,
  home_id INTEGER REFERENCES folders (id)
);
