CREATE TABLE t (a TEXT [] DEFAULT '{}', b TEXT "");
