-- note[lint/null-to-default]: Change the default (none → '') of column "a" of "t" and make it NOT NULL: NULL becomes ''
-- warning[lint/lossy-type-change]: Change the type (TEXT → INTEGER) of column "b" of "t": texts that read as numbers become numbers: '007' becomes 7

-- penumbra: allow data-loss

-- Change the default (none → '') of column "a" of "t" and make it NOT NULL
-- Change the type (TEXT → INTEGER) of column "b" of "t"
-- Drop column "gone" of "t"
-- Add column "c" to "t"
-- Add UNIQUE (c) to "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT '', b INTEGER, c TEXT UNIQUE);
INSERT OR ABORT INTO __penumbra_new_t (id, a, b) SELECT id, coalesce(a, ''), b FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;

-- Change index "t_a"
CREATE INDEX t_a ON t (a, b);
