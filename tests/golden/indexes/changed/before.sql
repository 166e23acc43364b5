CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
CREATE INDEX t_order ON t (a, b);
CREATE INDEX t_direction ON t (a);
CREATE INDEX t_unique ON t (b);
CREATE INDEX t_where ON t (a) WHERE b = 1;
CREATE INDEX t_collation ON t (b, a);
