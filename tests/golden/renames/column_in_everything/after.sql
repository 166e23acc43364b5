CREATE TABLE t (
  z INTEGER,
  b INTEGER CHECK (z < b),
  c INTEGER AS (z + b),
  PRIMARY KEY (z),
  UNIQUE (z, b),
  CONSTRAINT positive CHECK (z > 0)
);
CREATE TABLE u (a INTEGER REFERENCES t (z), FOREIGN KEY (a) REFERENCES t (z));
CREATE INDEX t_b ON t (b + z) WHERE z > 1;
