-- Add column "start" to "spans"
-- Add column "finish" to "spans"
-- Add CHECK (start < finish) to "spans"
-- SQLite cannot do this in place: rebuild "spans"
CREATE TABLE __penumbra_new_spans (
  id INTEGER PRIMARY KEY,
  start INTEGER CHECK (start < finish),
  finish INTEGER
);
INSERT OR ABORT INTO __penumbra_new_spans (id) SELECT id FROM spans;
DROP TABLE spans;
ALTER TABLE __penumbra_new_spans RENAME TO spans;
