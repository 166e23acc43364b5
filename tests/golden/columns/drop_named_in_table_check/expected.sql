-- penumbra: allow data-loss

-- Drop column "finish" of "spans"
-- Drop CHECK (start <= finish) of "spans"
-- SQLite cannot do this in place: rebuild "spans"
CREATE TABLE __penumbra_new_spans (id INTEGER PRIMARY KEY, start INTEGER);
INSERT OR ABORT INTO __penumbra_new_spans (id, start) SELECT id, start FROM spans;
DROP TABLE spans;
ALTER TABLE __penumbra_new_spans RENAME TO spans;
