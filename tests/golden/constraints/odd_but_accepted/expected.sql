-- Add column "c" to "t"
-- Add UNIQUE (c) to "t"
-- SQLite cannot do this in place: rebuild "t"
-- Rows that point nowhere stay as they are: keys are checked at the end
SAVEPOINT penumbra_rebuild;
PRAGMA defer_foreign_keys = ON;
CREATE TABLE __penumbra_new_t (
  id INTEGER PRIMARY KEY,
  a TEXT CONSTRAINT empty CONSTRAINT again,
  b TEXT REFERENCES __penumbra_new_t (id) MATCH FULL NOT DEFERRABLE DEFAULT NULL,
  c TEXT UNIQUE,
  CHECK (a <> 'x') UNIQUE (a, b) FOREIGN KEY (a, b) REFERENCES p
);
INSERT OR ABORT INTO __penumbra_new_t (id, a, b) SELECT id, a, b FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
RELEASE penumbra_rebuild;
