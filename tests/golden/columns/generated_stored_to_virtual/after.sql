CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, lower_name TEXT AS (lower(name)) NOT NULL);
CREATE INDEX t_lower ON t (lower_name);
