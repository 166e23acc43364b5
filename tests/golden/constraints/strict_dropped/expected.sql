-- Change STRICT of "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id INTEGER PRIMARY KEY, a INT, b TEXT);
INSERT OR ABORT INTO __penumbra_new_t (id, a, b) SELECT id, a, b FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;
