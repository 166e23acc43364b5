CREATE TABLE t (a INTEGER CHECK (a > 0 AND a IN (1, 2)), b INTEGER AS (a + 1) CHECK (b <> 1));
CREATE INDEX t_a ON t (a, b DESC) WHERE a > 1;
