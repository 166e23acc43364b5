CREATE TABLE t (id INTEGER PRIMARY KEY, a unsigned big int, b native character (70), c double precision, d decimal(10,5), generated TEXT, e VARYING CHARACTER(255));
