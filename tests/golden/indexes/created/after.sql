CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
CREATE INDEX t_plain ON t (a);
CREATE UNIQUE INDEX t_unique ON t (a, b DESC);
CREATE INDEX t_collated ON t (a COLLATE NOCASE);
CREATE INDEX t_partial ON t (b) WHERE a IS NOT NULL AND b > 'a';
CREATE INDEX t_expression ON t (lower(a), length(b) DESC);
