CREATE TABLE nodes (
  id INTEGER PRIMARY KEY,
  parent_id INTEGER REFERENCES nodes (id),
  name TEXT,
  child_count INTEGER NOT NULL CHECK (child_count >= 0)
);
