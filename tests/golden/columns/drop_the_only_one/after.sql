CREATE TABLE t (b AS ('x'), c TEXT);
