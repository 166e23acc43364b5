-- Change the default (none → 'x') of column "b" of "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id INTEGER PRIMARY KEY, a TEXT, b TEXT DEFAULT 'x');
INSERT OR ABORT INTO __penumbra_new_t (id, a, b) SELECT id, a, b FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;

-- Restore index "t_partial"
CREATE INDEX t_partial ON t (lower(a) DESC) WHERE b IS NOT NULL;

-- Restore index "t_unique"
CREATE UNIQUE INDEX t_unique ON t (a COLLATE NOCASE, b);
