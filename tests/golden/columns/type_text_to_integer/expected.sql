-- warning[lint/lossy-type-change]: Change the type (TEXT → INTEGER) of column "v" of "t": texts that read as numbers become numbers: '007' becomes 7

-- Change the type (TEXT → INTEGER) of column "v" of "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id INTEGER PRIMARY KEY, v INTEGER);
INSERT OR ABORT INTO __penumbra_new_t (id, v) SELECT id, v FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
