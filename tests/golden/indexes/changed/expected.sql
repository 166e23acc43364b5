-- warning[lint/unique-on-existing]: Change index "t_unique": the migration stops if two rows have the same values there

SAVEPOINT penumbra;

-- Change index "t_collation"
DROP INDEX t_collation;

-- Change index "t_direction"
DROP INDEX t_direction;

-- Change index "t_order"
DROP INDEX t_order;

-- Change index "t_unique"
DROP INDEX t_unique;

-- Change index "t_where"
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

RELEASE penumbra;
