-- penumbra: allow data-loss

-- Drop column "b" of "t"
-- Drop column "c" of "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (
  id INTEGER PRIMARY KEY,
  a TEXT -- one, two
);
INSERT OR ABORT INTO __penumbra_new_t (id, a) SELECT id, a FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
