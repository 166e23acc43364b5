-- note[lint/number-to-text]: Change the type (REAL → TEXT) of column "size" of "parts": numbers become texts: 7 becomes '7'
-- warning[proof/no-rows]: Cannot prove the migration with rows of "parts": none could be made that its constraints accept

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
