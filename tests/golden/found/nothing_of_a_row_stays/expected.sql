-- penumbra: allow data-loss

-- Drop column "a" of "marks"
-- Add column "id" to "marks"
-- Add column "b" to "marks"
-- Drop PRIMARY KEY (a) of "marks"
-- Add PRIMARY KEY (id) to "marks"
-- Change WITHOUT ROWID of "marks"
-- SQLite cannot do this in place: rebuild "marks"
CREATE TABLE __penumbra_new_marks (id INTEGER PRIMARY KEY, b TEXT);
INSERT OR ABORT INTO __penumbra_new_marks (rowid) SELECT (NULL) FROM marks;
DROP TABLE marks;
ALTER TABLE __penumbra_new_marks RENAME TO marks;
