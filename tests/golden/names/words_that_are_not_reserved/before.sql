CREATE TABLE t (id integer PRIMARY KEY, without integer, "check" TEXT) STRICT;
