CREATE TABLE t (id INTEGER PRIMARY KEY, b character  varying ( 20 ), a INTEGER);
