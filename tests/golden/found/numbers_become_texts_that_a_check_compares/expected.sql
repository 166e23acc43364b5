-- Not proven with rows, since none could be made for: parts

-- Change the type (REAL → TEXT) of column "size" of "parts"
-- SQLite cannot do this in place: rebuild "parts"
CREATE TABLE __penumbra_new_parts (
  id INTEGER PRIMARY KEY,
  size TEXT NOT NULL CHECK (size IN (0, 1, 42))
);
INSERT OR ABORT INTO __penumbra_new_parts (id, size) SELECT id, size FROM parts;
DROP TABLE parts;
ALTER TABLE __penumbra_new_parts RENAME TO parts;
