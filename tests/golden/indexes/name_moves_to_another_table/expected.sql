SAVEPOINT penumbra;

-- Change index "by_x"
DROP INDEX by_x;
CREATE INDEX by_x ON b (x);

RELEASE penumbra;
