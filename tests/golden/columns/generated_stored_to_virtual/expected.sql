-- Change the expression (lower(name) STORED → lower(name) VIRTUAL) of column "lower_name" of "t"
-- SQLite cannot do this in place: rebuild "t"
CREATE TABLE __penumbra_new_t (id INTEGER PRIMARY KEY, name TEXT, lower_name TEXT AS (lower(name)) NOT NULL);
INSERT OR ABORT INTO __penumbra_new_t (id, name) SELECT id, name FROM t;
DROP TABLE t;
ALTER TABLE __penumbra_new_t RENAME TO t;

-- Restore index "t_lower"
CREATE INDEX t_lower ON t (lower_name);
