SAVEPOINT penumbra;

-- Drop view "gone"
DROP VIEW gone;

-- Change view "adults"
DROP VIEW adults;
CREATE VIEW adults AS SELECT id, name FROM users WHERE age >= 21;

-- Create view "names"
CREATE VIEW names (label) AS SELECT name FROM users;

RELEASE penumbra;
