CREATE TABLE t (id INTEGER PRIMARY KEY, a character  varying ( 20 ), b INTEGER);
