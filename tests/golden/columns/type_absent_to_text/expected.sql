-- note[lint/number-to-text]: Change the type (none → TEXT) of column "v" of "t": numbers become texts: 7 becomes '7'

-- Change the type (none → TEXT) of column "v" of "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id INTEGER PRIMARY KEY, v TEXT);
INSERT OR ABORT INTO __penumbra_new_t (id, v) SELECT id, v FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
