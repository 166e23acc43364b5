-- note[lint/null-to-default]: Change the default (none → 1) of column "n" of "t" and make it NOT NULL: NULL becomes 1

-- Add column "age" to "people"
ALTER TABLE people ADD COLUMN age INTEGER;

-- Change the default (none → 1) of column "n" of "t" and make it NOT NULL
-- Drop FOREIGN KEY (author) REFERENCES authors (name) of "t"
-- Add FOREIGN KEY (author) REFERENCES authors (name) ON DELETE CASCADE to "t"
-- SQLite cannot do this in place: rebuild "t"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_t (author TEXT CONSTRAINT foo REFERENCES authors(name) ON DELETE CASCADE COLLATE RTRIM REFERENCES people(name), n NOT NULL DEFAULT 1);
INSERT OR ABORT INTO __penumbra_new_t (rowid, author, n) SELECT rowid, author, coalesce(n, 1) FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
RELEASE penumbra_rebuild;
