-- Change the default (none → 'x') of column "b" of "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (
  id INTEGER PRIMARY KEY,
  a INTEGER,
  twice INTEGER AS (a * 2) STORED,
  half REAL GENERATED ALWAYS AS (a / 2.0) VIRTUAL,
  b TEXT DEFAULT 'x'
);
INSERT OR ABORT INTO __penumbra_new_t (id, a, b) SELECT id, a, b FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;

-- Restore index "t_twice"
CREATE INDEX t_twice ON t (twice, half);
