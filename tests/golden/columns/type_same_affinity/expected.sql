-- Change the type (VARCHAR(20) → VARCHAR(40)) of column "v" of "t"
-- Change the type (INT → BIGINT) of column "w" of "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id INTEGER PRIMARY KEY, v VARCHAR(40), w BIGINT);
INSERT OR ABORT INTO __penumbra_new_t (id, v, w) SELECT id, v, w FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
