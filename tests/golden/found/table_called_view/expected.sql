SAVEPOINT penumbra;

-- Create table "view"
CREATE TABLE view (id INTEGER PRIMARY KEY, name TEXT);

-- Create index "trigger"
CREATE INDEX trigger ON view (name);

RELEASE penumbra;
