-- warning[lint/unique-on-existing]: Create index "t_unique": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of t hold the same a, b
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of t hold the same a, b" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM t WHERE a IS NOT NULL AND b IS NOT NULL GROUP BY a, b HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Create index "t_collated"
CREATE INDEX t_collated ON t (a COLLATE NOCASE);

-- Create index "t_expression"
CREATE INDEX t_expression ON t (lower(a), length(b) DESC);

-- Create index "t_partial"
CREATE INDEX t_partial ON t (b) WHERE a IS NOT NULL AND b > 'a';

-- Create index "t_plain"
CREATE INDEX t_plain ON t (a);

-- Create index "t_unique"
CREATE UNIQUE INDEX t_unique ON t (a, b DESC);
