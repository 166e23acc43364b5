CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  parent INTEGER DEFAULT 0 REFERENCES folders (id) ON DELETE SET DEFAULT,
  label TEXT,
  UNIQUE (parent, label)
);
