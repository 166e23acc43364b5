-- warning[lint/unique-on-existing]: Change index "t_unique": the migration stops if two rows hold the same there

-- Stop here, with nothing changed, if two rows of t hold the same b
DROP TABLE IF EXISTS __penumbra_gate;
CREATE TABLE __penumbra_gate (ok CONSTRAINT "two rows of t hold the same b" CHECK (ok));
INSERT INTO __penumbra_gate
  SELECT NOT EXISTS (SELECT 1 FROM t WHERE b IS NOT NULL GROUP BY b HAVING count(*) > 1);
DROP TABLE __penumbra_gate;

-- Make room: index "t_collation" comes back below, changed
DROP INDEX t_collation;

-- Make room: index "t_direction" comes back below, changed
DROP INDEX t_direction;

-- Make room: index "t_order" comes back below, changed
DROP INDEX t_order;

-- Make room: index "t_unique" comes back below, changed
DROP INDEX t_unique;

-- Make room: index "t_where" comes back below, changed
DROP INDEX t_where;

-- Change index "t_collation"
CREATE INDEX t_collation ON t (b COLLATE RTRIM, a);

-- Change index "t_direction"
CREATE INDEX t_direction ON t (a DESC);

-- Change index "t_order"
CREATE INDEX t_order ON t (b, a);

-- Change index "t_unique"
CREATE UNIQUE INDEX t_unique ON t (b);

-- Change index "t_where"
CREATE INDEX t_where ON t (a) WHERE b = 2;
