SAVEPOINT penumbra;

-- Change index "one"
DROP INDEX one;

-- Change index "two"
DROP INDEX two;

-- Change index "one"
CREATE INDEX one ON b (x);

-- Change index "two"
CREATE INDEX two ON a (x);

RELEASE penumbra;
