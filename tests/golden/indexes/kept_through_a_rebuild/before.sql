CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
CREATE INDEX t_partial ON t (lower(a) DESC) WHERE b IS NOT NULL; -- with a, comment
CREATE UNIQUE INDEX t_unique ON t (a COLLATE NOCASE, b);
