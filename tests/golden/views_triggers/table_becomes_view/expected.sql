-- penumbra: allow data-loss:names

SAVEPOINT penumbra;

-- Drop table "names"
DROP TABLE names;

-- Create view "names"
CREATE VIEW names AS SELECT name FROM users;

RELEASE penumbra;
