CREATE TABLE nodes (
  id INTEGER PRIMARY KEY,
  body TEXT,
  parent_id INTEGER AS (body) STORED REFERENCES nodes (id) ON DELETE CASCADE,
  n INTEGER CHECK (n > 0)
);
CREATE INDEX nodes_parent ON nodes (parent_id);
