SAVEPOINT penumbra;

-- Drop view "names"
DROP VIEW names;

-- Create table "names"
CREATE TABLE names (name TEXT);

RELEASE penumbra;
