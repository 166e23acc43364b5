CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
CREATE INDEX t_order ON t (b, a);
CREATE INDEX t_direction ON t (a DESC);
CREATE UNIQUE INDEX t_unique ON t (b);
CREATE INDEX t_where ON t (a) WHERE b = 2;
CREATE INDEX t_collation ON t (b COLLATE RTRIM, a);
