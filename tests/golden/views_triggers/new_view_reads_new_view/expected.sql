SAVEPOINT penumbra;

-- Create view "z"
CREATE VIEW z AS SELECT id FROM users;

-- Create view "a"
CREATE VIEW a AS SELECT id FROM z;

RELEASE penumbra;
