SAVEPOINT penumbra;

-- Drop trigger "people_added", which is recreated below
DROP TRIGGER people_added;

-- Change view "people"
DROP VIEW people;
CREATE VIEW people AS SELECT id, name FROM users WHERE name IS NOT NULL;

-- Recreate trigger "people_added"
CREATE TRIGGER people_added INSTEAD OF INSERT ON people BEGIN INSERT INTO users (name) VALUES (NEW.name); END;

RELEASE penumbra;
