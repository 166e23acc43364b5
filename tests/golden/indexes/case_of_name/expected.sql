SAVEPOINT penumbra;

-- Change index "t_a"
DROP INDEX T_A;
CREATE INDEX t_a ON t (a);

RELEASE penumbra;
