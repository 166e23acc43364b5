-- Make room: index "one" comes back below, changed
DROP INDEX one;

-- Make room: index "two" comes back below, changed
DROP INDEX two;

-- Change index "one"
CREATE INDEX one ON b (x);

-- Change index "two"
CREATE INDEX two ON a (x);
