CREATE TABLE t (
  a INTEGER,
  b INTEGER CHECK (a < b),
  c INTEGER AS (a + b),
  PRIMARY KEY (a),
  UNIQUE (a, b),
  CONSTRAINT positive CHECK (a > 0)
);
CREATE TABLE u (a INTEGER REFERENCES t (a), FOREIGN KEY (a) REFERENCES t (a));
CREATE INDEX t_b ON t (b + a) WHERE a > 1;
