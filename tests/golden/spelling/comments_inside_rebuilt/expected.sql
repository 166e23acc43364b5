-- Change the default ('x' → 'y') of column "a" of "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (
  id INTEGER PRIMARY KEY, -- the key, (as ever); it's
  a TEXT /* one, two; */ DEFAULT 'y' -- at the end
);
INSERT OR ABORT INTO __penumbra_new_t (id, a) SELECT id, a FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
