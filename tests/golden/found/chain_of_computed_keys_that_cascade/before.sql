CREATE TABLE nodes (
  id INTEGER PRIMARY KEY,
  body TEXT,
  parent_id INTEGER AS (body) STORED REFERENCES nodes (id) ON DELETE CASCADE,
  n INTEGER
);
CREATE INDEX nodes_parent ON nodes (parent_id);
